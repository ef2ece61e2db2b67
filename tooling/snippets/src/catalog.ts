import path from "node:path";
import { listSources, type SourceFile } from "./list-sources.ts";
import { readText } from "./read-text.ts";
import { parseRegions, type Region } from "./region.ts";

/** One file of a chapter's `src/` (TypeScript, or what a worker runs), and what lessons may copy from it. */
export interface Source extends SourceFile {
  text: string;
  regions: Region[];
}

export interface Catalog {
  root: string;
  sources: Map<string, Source>;
}

/**
 * Reads every source of every chapter below `root`.
 *
 * @throws LocatedError when a region is malformed or a file is not UTF-8
 */
export function readCatalog(root: string): Catalog {
  const sources = listSources(root).map((source): Source => {
    const text = readText(source.file, source.path);
    return { ...source, text, regions: parseRegions(text, source.path) };
  });
  return { root, sources: new Map(sources.map((source) => [source.id, source])) };
}

/** Returns where the recorded output or picture of a program stands: beside its `src/`. */
export function recordedFile(source: Source, ending: "txt" | "svg"): string {
  const stem = path.basename(source.file).replace(/\.(?:[cm]?ts|mjs)$/, "");
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
