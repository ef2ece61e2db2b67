import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { LessonError } from "../terminal/lesson-error.ts";
import { didYouMean, nearestNames } from "./nearest-names.ts";
import type { ListedProgram } from "./program-index.ts";

export interface ResolvedProgram {
  file: string;
  /** Missing for a file that is no program of a chapter. */
  listed?: ListedProgram;
}

const programEnding = /\.[cm]?[jt]s$/;

/**
 * Finds the program that `typed` means: a name ("06/gather", "06-gather/gather", or "gather" where
 * only one chapter has it, or the one of `cwd` has), or the path of a file, seen from `folder`. A
 * path that exists wins.
 *
 * @throws LessonError naming the nearest programs, or all that an ambiguous name could mean
 */
export function resolveProgram(
  typed: string,
  programs: ListedProgram[],
  folder: string,
  cwd: string = folder,
): ResolvedProgram {
  const file = path.resolve(folder, typed);
  const kind = kindOfFile(file);
  if (kind === "file" && programEnding.test(file)) {
    const listed = programs.find((program) => program.file === file);
    return listed ? { file, listed } : { file };
  }

  const matches = programs.filter((program) => isMeantBy(typed, program));
  const match =
    matches.length === 1 ? matches[0] : matches.find((each) => liesInChapter(cwd, each));
  if (match) return { file: match.file, listed: match };
  if (matches.length > 1) {
    const names = matches.map(({ name }) => name);
    throw new LessonError(
      `More than one program is called ${typed}: ${names.join(", ")}. Give the chapter, too.`,
    );
  }

  if (kind === "file") {
    throw new LessonError(
      `Cannot run ${file}: a program is a file that ends in .ts, .mts, .cts, .js, .mjs or .cjs.`,
    );
  }
  if (kind === "folder") {
    throw new LessonError(`Cannot run ${file}: it is a folder, and a program is one file.`);
  }
  const names = nearestNames(
    typed.replace(programEnding, ""),
    programs.map(({ name }) => name),
  );
  const what = looksLikeAPath(typed)
    ? `There is no file ${file}`
    : `There is no program called ${typed}`;
  throw new LessonError(`${what}.${didYouMean(names)} All programs: pnpm lesson list`);
}

function isMeantBy(typed: string, program: ListedProgram): boolean {
  const [, stem] = program.name.split("/");
  const wanted = typed.replaceAll("\\", "/").replace(programEnding, "");
  const number = Number(program.name.slice(0, 2));
  return [stem, program.name, `${number}/${stem}`, `${program.chapter}/${stem}`].includes(wanted);
}

function liesInChapter(folder: string, program: ListedProgram): boolean {
  const chapter = path.dirname(path.dirname(program.file));
  return folder === chapter || folder.startsWith(chapter + path.sep);
}

function looksLikeAPath(typed: string): boolean {
  return programEnding.test(typed) || path.isAbsolute(typed) || /^\.{0,2}[\\/]/.test(typed);
}

function kindOfFile(file: string): "file" | "folder" | undefined {
  // A file where a folder should be is an error for stat, and here the same as nothing there.
  if (!existsSync(file)) return undefined;
  return statSync(file).isDirectory() ? "folder" : "file";
}
