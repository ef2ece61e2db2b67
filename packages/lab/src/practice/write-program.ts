import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "./exercise.ts";
import { readSiblings } from "./variant.ts";

/**
 * Writes a program into `folder`, and beside it the files of its chapter that it imports. Returns its path.
 */
export function writeProgram(
  folder: string,
  exercise: Pick<Exercise, "id" | "chapter">,
  text: string,
): string {
  mkdirSync(folder, { recursive: true });
  writeSiblings(folder, exercise, text);
  const file = path.join(folder, `${path.posix.basename(exercise.id)}.ts`);
  writeFileSync(file, text);
  return file;
}

/** Writes the files of the chapter that `text` imports, where they are not there yet or are others. */
export function writeSiblings(
  folder: string,
  exercise: Pick<Exercise, "chapter">,
  text: string,
): void {
  for (const [name, source] of readSiblings(exercise, text)) {
    const file = path.join(folder, name);
    if (existsSync(file) && readFileSync(file, "utf8") === source) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
}
