import { readFileSync } from "node:fs";
import { readProgramHeader, type ProgramHeader } from "@samples/lab/program-header";
// Not from the index of that package: what reads Markdown would be loaded at each start.
import { listSources } from "@samples/snippets/sources";
import { readChapterFacts } from "./chapter-facts.ts";

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
 * Returns every program below `root` in teaching order: chapter by chapter, and within a chapter as `lesson.order` of
 * its package.json has them; programs that are missing there come last, by name. A file of `src/` without a `@title` is
 * part of a program (what a worker runs, say).
 *
 * @throws LessonError for a package.json that cannot be understood
 */
export function readPrograms(root: string): ListedProgram[] {
  const programs = listSources(root).flatMap(({ id: name, chapter, file }) => {
    const header = readProgramHeader(readFileSync(file, "utf8"));
    return header.title ? [{ name, chapter, file, header }] : [];
  });
  const chapters = [...new Set(programs.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter) => {
    const { order = [] } = readChapterFacts(root, chapter);
    const place = ({ name }: ListedProgram): number => {
      const index = order.indexOf(stemOf(name));
      return index === -1 ? order.length : index;
    };
    // Sorting is stable, and the sources come by name.
    return programs
      .filter((program) => program.chapter === chapter)
      .toSorted((left, right) => place(left) - place(right));
  });
}

/** Returns "gather" for "06/gather". */
export function stemOf(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}
