import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";

/**
 * Writes `text` to `file` as one step: beside it first, then renamed over it, so that no reader and no crash ever
 * sees half of it.
 *
 * @throws the file system's error (EACCES, EROFS, …) with nothing changed; a read-only target is refused, though a
 *   rename could get around it
 */
export function replaceFile(file: string, text: string): void {
  const before = statSync(file, { throwIfNoEntry: false });
  if (before) accessSync(file, constants.W_OK);
  // Root may write anywhere: a file that its owner made read-only is still not ours to replace.
  if (before && (before.mode & 0o222) === 0) {
    throw Object.assign(new Error(`EACCES: permission denied, open '${file}'`), {
      code: "EACCES",
      path: file,
    });
  }
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    writeFileSync(beside, text, before ? { mode: before.mode } : {});
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
