import { readdirSync } from "node:fs";
import path from "node:path";
import { readText } from "./read-text.ts";
import { parseRegions, type Region } from "./region.ts";

/** One TypeScript file of a chapter's `src/`, and what lessons may copy from it. */
export interface Source {
  /** "06/gather": the chapter's number, and the file's name without its ending. */
  id: string;
  /** Folder of the chapter: "06-gather". */
  chapter: string;
  /** Path from the repository's root, with forward slashes. */
  path: string;
  file: string;
  text: string;
  regions: Region[];
}

export interface Catalogue {
  root: string;
  sources: Map<string, Source>;
}

const chapterFolder = /^(\d\d)-/;
const sourceFile = /^(?!.*\.d\.ts$)(.+)\.(?:ts|mts|cts)$/;

/**
 * Reads every source of every chapter below `root`. Folders without a number (`_template`) are no lessons.
 *
 * @throws LocatedError when a region is malformed or a file is not UTF-8
 */
export function readCatalogue(root: string): Catalogue {
  const sources = new Map<string, Source>();
  for (const chapter of listFolder(path.join(root, "chapters"))) {
    const number = chapterFolder.exec(chapter)?.[1];
    if (!number) continue;
    for (const name of listFolder(path.join(root, "chapters", chapter, "src"))) {
      const stem = sourceFile.exec(name)?.[1];
      if (!stem) continue;
      const relative = `chapters/${chapter}/src/${name}`;
      const file = path.join(root, "chapters", chapter, "src", name);
      const text = readText(file, relative);
      const id = `${number}/${stem}`;
      sources.set(id, {
        id,
        chapter,
        path: relative,
        file,
        text,
        regions: parseRegions(text, relative),
      });
    }
  }
  return { root, sources };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ENOTDIR")
    )
      return [];
    throw error;
  }
}

/** Returns where the recorded output or picture of a program stands: beside its `src/`. */
export function recordedFile(source: Source, ending: "txt" | "svg"): string {
  const stem = path.basename(source.file).replace(/\.[cm]?ts$/, "");
  return path.join(path.dirname(path.dirname(source.file)), "recorded", `${stem}.${ending}`);
}

/** Returns where the recorded picture of two programs on one time axis stands: with the first one's recordings. */
export function recordedComparison(first: Source, second: Source): string {
  const file = recordedFile(first, "svg");
  const stem = path.basename(file, ".svg");
  const other = path.basename(recordedFile(second, "svg"), ".svg");
  const chapter = first.chapter === second.chapter ? "" : `${second.chapter.slice(0, 2)}-`;
  return path.join(path.dirname(file), `${stem}--${chapter}${other}.svg`);
}
