import { readdirSync } from "node:fs";
import path from "node:path";

/** Where a file of a chapter's `src/` stands, and what it is called. */
export interface SourceFile {
  /** "06/gather": the chapter's number, and the file's name without its ending. */
  id: string;
  /** Folder of the chapter: "06-gather". */
  chapter: string;
  /** Path from the repository's root, with forward slashes. */
  path: string;
  file: string;
}

/**
 * Returns the sources of every chapter below `root`, in the order of the chapters. A folder without a number (`_template`)
 * is no chapter, and declarations (`.d.ts`) are no sources; what a worker runs may be plain JavaScript (`.mjs`).
 */
export function listSources(root: string): SourceFile[] {
  const chapters = path.join(root, "chapters");
  return listFolder(chapters).flatMap((chapter) => {
    const number = /^\d\d(?=-)/.exec(chapter)?.[0];
    if (!number) return [];
    const folder = path.join(chapters, chapter, "src");
    return listFolder(folder).flatMap((name) => {
      const stem = /^(.+)(?<!\.d)\.(?:[cm]?ts|mjs)$/.exec(name)?.[1];
      if (!stem) return [];
      const file = path.join(folder, name);
      return [{ id: `${number}/${stem}`, chapter, path: `chapters/${chapter}/src/${name}`, file }];
    });
  });
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    // A chapter that holds nothing but a README yet has no src/, and a file may stand where a folder is looked for.
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ENOTDIR")
    )
      return [];
    throw error;
  }
}
