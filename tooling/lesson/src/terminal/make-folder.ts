import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it, one by one: Node's `recursive` never ends below /proc, and calls a disk that may only be read a folder that
 * is not there.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** Returns why something could not be written, for a person. */
export function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EROFS") return "the disk may only be read.";
  if (code === "EACCES" || code === "EPERM") return "it may not be changed.";
  if (code === "ENOTDIR" || code === "EEXIST") return "a part of its path is a file.";
  if (code === "ENOSPC") return "the disk is full.";
  return error instanceof Error ? error.message : String(error);
}
