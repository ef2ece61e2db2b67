import {
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { EXIT_FAILED, LessonError } from "./lesson-error.ts";

/**
 * Makes sure that `file` can be written, and leaves it as it was: what a run has drawn must not be
 * lost to a folder that is not there.
 *
 * @throws LessonError with the reason
 */
export function refuseUnwritableFile(file: string): void {
  const existed = existsSync(file);
  try {
    // Asking for permissions would not find a full or a read-only disk.
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new LessonError(`Cannot write ${file}: ${whyNot(error, file)}`, {
      exitCode: EXIT_FAILED,
      cause: error,
    });
  }
  if (!existed) rmSync(file);
}

/** Writes `text` to `file`, whole or not at all: beside it first, then in its place. */
export function writeOutputFile(file: string, text: string): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) {
    // A device such as /dev/stdout cannot be replaced.
    writeFileSync(file, text);
    return;
  }
  const beside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

function whyNot(error: unknown, file: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `there is no folder ${path.dirname(file)}.`;
  if (code === "ENOTDIR") return `${path.dirname(file)} is not a folder.`;
  if (code === "EISDIR") return "it is a folder. Give the name of a file.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "it may not be changed.";
  return error instanceof Error ? error.message : String(error);
}
