import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readProgramHeader, type ProgramHeader } from "@samples/lab/program-header";

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
 * `@title` is a part of a program (what a worker runs, say), and a folder without a number
 * (`_template`) is no chapter.
 */
export function readPrograms(root: string): ListedProgram[] {
  const chapters = path.join(root, "chapters");
  return listFolder(chapters).flatMap((chapter) => {
    const number = /^\d\d(?=-)/.exec(chapter)?.[0];
    if (!number) return [];
    const folder = path.join(chapters, chapter, "src");
    return listFolder(folder).flatMap((entry) => {
      const stem = /^(.+)(?<!\.d)\.[cm]?ts$/.exec(entry)?.[1];
      if (!stem) return [];
      const file = path.join(folder, entry);
      const header = readProgramHeader(readFileSync(file, "utf8"));
      return header.title ? [{ name: `${number}/${stem}`, chapter, file, header }] : [];
    });
  });
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    // A chapter that holds nothing but a README yet has no src/.
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ENOTDIR")
    )
      return [];
    throw error;
  }
}
