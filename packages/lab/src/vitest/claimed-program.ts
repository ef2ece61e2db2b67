import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { RunOptions } from "../run.ts";

/** A program of a claim: its file, or its file with options that only its run has. */
export type ProgramChoice = string | ({ program: string } & RunOptions);

/** A program with everything that its run depends on. */
export interface ClaimedProgram<Options = RunOptions> {
  path: string;
  /** How the tests call it. */
  name: string;
  options: Options;
  /** Equal for two choices that may share one run. */
  key: string;
}

/** Returns the program that `choice` names: a path against `src/` of the package in which the test file lies. */
export function resolveChoice<Options extends object>(
  choice: string | ({ program: string } & Options),
  common: Options,
  testFile: string,
): ClaimedProgram<Options> {
  const { program, ...own } = typeof choice === "string" ? { program: choice } : choice;
  const folder = join(packageFolder(testFile), "src");
  const path = resolve(folder, program);
  const options = { ...common, ...own };
  return { path, name: basename(path), options, key: keyOf(path, options) };
}

function packageFolder(testFile: string): string {
  for (let folder = dirname(testFile); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) {
      throw new Error(`Cannot find the package of ${testFile}: no folder above has a package.json`);
    }
  }
}

const functionNumbers = new WeakMap<object, number>();
let lastFunctionNumber = 0;

/** A function counts as equal to itself only: what it does cannot be compared. */
function keyOf(path: string, options: object): string {
  const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([path, sorted], (_key, value: unknown) => {
    if (typeof value !== "function" && !(value instanceof AbortSignal)) return value;
    let number = functionNumbers.get(value);
    if (number === undefined) functionNumbers.set(value, (number = ++lastFunctionNumber));
    return `function ${number}`;
  });
}
