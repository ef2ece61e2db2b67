import { existsSync, readFileSync } from "node:fs";
import {
  compareStructure,
  findBlocks,
  readCatalog,
  readStructure,
  readText,
  recordedComparison,
  recordedFile,
  type PictureStructure,
  type Source,
} from "@samples/snippets";
import { findMarkdownFiles } from "../lessons/markdown-files.ts";
import { shortPath } from "../repository.ts";

/** Two programs whose pictures a lesson shows on one time axis. */
export interface Comparison {
  first: Source;
  second: Source;
  file: string;
}

/** Returns the comparisons that the Markdown files below `root` show, each once. */
export function findComparisons(root: string): Comparison[] {
  const { sources } = readCatalog(root);
  const found = new Map<string, Comparison>();
  for (const markdown of findMarkdownFiles([root])) {
    for (const { kind, operands } of findBlocks(readText(markdown), shortPath(markdown))) {
      const [first, second] = operands.map((id) => sources.get(id));
      if (kind !== "picture" || !first || !second) continue;
      const file = recordedComparison(first, second);
      found.set(file, { first, second, file });
    }
  }
  return [...found.values()];
}

/** Returns the structures of two pictures as that of the one that shows both. */
export function joinStructures(
  first: PictureStructure,
  second: PictureStructure,
): PictureStructure {
  const lanes = [first, second].flatMap((structure, index) =>
    Object.entries(structure.lanes).map(
      ([lane, shape]) => [`${index + 1}: ${lane}`, shape] as const,
    ),
  );
  return { lanes: Object.fromEntries(lanes), runs: [...first.runs, ...second.runs] };
}

/** Returns how a recorded comparison differs from the two recorded pictures that it shows; empty when it does not. */
export function compareComparison({ first, second, file }: Comparison): string[] {
  const again = `run "pnpm lesson record ${first.id} ${second.id}"`;
  if (!existsSync(file)) return [`is missing: ${again}`];
  const [recorded, a, b] = [file, recordedFile(first, "svg"), recordedFile(second, "svg")].map(
    (each) => (existsSync(each) ? readStructure(readFileSync(each, "utf8")) : undefined),
  );
  if (!recorded) return [`the picture does not say its structure and its runs: ${again}`];
  // A single picture that is missing is told of on its own.
  if (!a || !b) return [];
  const shown = joinStructures(a, b);
  const differences = compareStructure(shown, recorded);
  const ids = ({ runs }: PictureStructure): string => runs.map(({ id }) => id).join();
  if (differences.length > 0 || ids(shown) === ids(recorded)) return differences;
  return [`does not show the runs that are recorded for each of the two programs: ${again}`];
}
