import { readFileSync } from "node:fs";
import { readProgramHeader, type ProgramHeader } from "@samples/lab/program-header";
// Not from the index of that package: what reads Markdown would be loaded at each start.
import { listSources } from "@samples/snippets/sources";

/** A program of a chapter. */
export interface ListedProgram {
  /** What it is called on the command line: "06/gather". */
  name: string;
  /** Folder of its chapter: "06-gather". */
  chapter: string;
  file: string;
  header: ProgramHeader;
}

/**
 * Returns every program below `root`, in the order of the chapters. A file of `src/` without a
 * `@title` is a part of a program (what a worker runs, say).
 */
export function readPrograms(root: string): ListedProgram[] {
  return listSources(root).flatMap(({ id: name, chapter, file }) => {
    const header = readProgramHeader(readFileSync(file, "utf8"));
    return header.title ? [{ name, chapter, file, header }] : [];
  });
}
