import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";

/**
 * Has `write` write into a folder that is made where there is none.
 *
 * @throws LessonError when the folder is not empty, or cannot be written
 */
export async function writeIntoEmptyFolder(
  folder: string,
  write: () => Promise<void>,
): Promise<void> {
  refuseFolderInUse(folder);
  try {
    makeFolder(folder);
    await write();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LessonError(`Cannot write to ${folder}: ${whyNot(error)}`, {
      exitCode: EXIT_FAILED,
      cause: error,
    });
  }
}

/** Returns a path as it is typed in a shell. */
export function shellWord(folder: string): string {
  return /\s/.test(folder) ? `"${folder}"` : folder;
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
