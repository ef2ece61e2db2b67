import { existsSync, readdirSync, statSync } from "node:fs";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { makeFolder, whyNotWritten } from "../terminal/make-folder.ts";

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
    throw new LessonError(`Cannot write to ${folder}: ${whyNotWritten(error)}`, {
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
