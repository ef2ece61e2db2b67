import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise, Variant } from "./exercise.ts";

/**
 * Returns the text of a source of an exercise.
 *
 * @param source a file name, or how the text is made from one
 * @param base the file that a variant without `of` is made from
 * @throws Error when a file is missing, or what is to be replaced does not stand there exactly once
 */
export function readVariant(
  { id, chapter }: Pick<Exercise, "id" | "chapter">,
  source: string | Variant,
  base?: string | Variant,
): string {
  if (typeof source === "string") return read(chapter, source);
  const { of, edit = [], region, code } = source;
  if (of === undefined && base === undefined) throw new Error(`${id}: a variant of nothing`);
  let text = of === undefined ? readVariant({ id, chapter }, base ?? "") : read(chapter, of);
  for (const [from, to] of edit) {
    const times = text.split(from).length - 1;
    if (times !== 1) throw new Error(`${id}: ${JSON.stringify(from)} stands there ${times} times`);
    text = text.replace(from, () => to);
  }
  if (region !== undefined && code !== undefined) {
    const pattern = new RegExp(`(// #region ${region}\\n)[\\s\\S]*?(\\n// #endregion)`);
    if (!pattern.test(text)) throw new Error(`${id}: there is no region ${region}`);
    text = text.replace(pattern, (_all, begin: string, end: string) => begin + code.trim() + end);
  }
  return text;
}

/** Returns the files that `text` names by relative paths and what these name, each with its name relative to `text`. */
export function readSiblings(
  { chapter }: Pick<Exercise, "chapter">,
  text: string,
): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (source: string): void => {
    for (const [, name = ""] of source.matchAll(/["'`]\.\/([\w./-]+\.[cm]?[jt]s)["'`]/g)) {
      const file = path.join(chapter, "src", name);
      if (found.has(name) || !existsSync(file)) continue;
      const sibling = readFileSync(file, "utf8");
      found.set(name, sibling);
      visit(sibling);
      // The types of a .mjs file stand beside it.
      const types = file.replace(/\.mjs$/, ".d.mts");
      if (types !== file && existsSync(types))
        found.set(name.replace(/\.mjs$/, ".d.mts"), readFileSync(types, "utf8"));
    }
  };
  visit(text);
  return found;
}

/** Where the file of a source lies. */
function read(chapter: string, name: string): string {
  const folder = name.startsWith("./") ? "practice" : "src";
  return readFileSync(path.join(chapter, folder, name), "utf8").replaceAll("\r\n", "\n");
}
