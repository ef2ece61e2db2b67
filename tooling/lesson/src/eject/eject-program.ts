import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { count } from "../count.ts";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { readPrograms } from "../programs/program-index.ts";
import { folderOfThePerson, repositoryRoot } from "../repository.ts";
import { resolveProgram } from "../programs/resolve-program.ts";
import { writeProgram } from "./write-program.ts";

/**
 * Writes a program with all that it needs into an empty folder, and says how to run it there.
 *
 * @throws LessonError when there is no such program, or the folder is not empty or cannot be written
 */
export async function ejectProgram(typed: string, typedFolder: string): Promise<void> {
  const here = folderOfThePerson(process.env, process.cwd());
  const { listed } = resolveProgram(typed, readPrograms(repositoryRoot), here);
  if (!listed) {
    throw new LessonError(
      `Cannot eject ${typed}: it is not a program of a chapter. All programs: pnpm lesson list`,
    );
  }
  const folder = path.resolve(here, typedFolder);
  refuseFolderInUse(folder);
  try {
    makeFolder(folder);
    const { files } = await writeProgram(listed, folder);
    const shown = /\s/.test(folder) ? `"${folder}"` : folder;
    console.log(`Wrote ${count(files.length, "file")} to ${folder}: ${files.join(", ")}

  cd ${shown}
  npm install
  npm start

It needs MONGODB_URI. "pnpm mongo", in this folder, starts a server and prints its URI.`);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LessonError(`Cannot write to ${folder}: ${whyNot(error)}`, {
      exitCode: EXIT_FAILED,
      cause: error,
    });
  }
}

/** @throws LessonError when something that is there would be mixed with the program */
function refuseFolderInUse(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new LessonError(`Cannot write to ${folder}: it is a file. Give the name of a folder.`);
  }
  const [something] = readdirSync(folder);
  if (something !== undefined) {
    throw new LessonError(
      `Cannot write to ${folder}: it is not empty (${something} is there). Give an empty folder, or one that does not exist yet.`,
    );
  }
}

/** Makes a folder and those above it, one by one: Node's `recursive` never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

function whyNot(error: Error & { code?: unknown }): string {
  const { code } = error;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "it may not be changed.";
  if (code === "ENOTDIR" || code === "EEXIST") return "a part of its path is a file.";
  return error.message;
}
