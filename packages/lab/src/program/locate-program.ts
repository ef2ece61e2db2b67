import { existsSync, statSync } from "node:fs";
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { LabError } from "../lab-error.ts";
import { repositoryRoot } from "../registry/repository-root.ts";

const programExtensions = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/**
 * Returns the absolute path of a program, which is given as a path or a file URL.
 *
 * @throws LabError "file-not-found" or "not-a-program"
 */
export function locateProgram(file: string): string {
  const path = resolve(file.startsWith("file:") ? fileURLToPath(file) : file);
  if (!existsSync(path)) {
    throw new LabError(
      "file-not-found",
      `There is no file ${path}. "pnpm lesson list" shows the programs of this repository; a file of your own is given by its path.`,
    );
  }
  if (!statSync(path).isFile()) {
    throw new LabError("not-a-program", `Cannot run ${path}: it is a folder. Give one file in it.`);
  }
  if (!programExtensions.includes(extname(path).toLowerCase())) {
    throw new LabError(
      "not-a-program",
      `Cannot run ${path}: it is not a program. Expected a file that ends with ${programExtensions.join(", ")}.`,
    );
  }
  return path;
}

/** True for a path inside of this repository. */
function isInRepository(path: string): boolean {
  const inside = relative(repositoryRoot, path);
  return inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** Returns how a program is called in a run: relative to the repository where it lies inside it, with forward slashes. */
export function programName(path: string): string {
  return (isInRepository(path) ? relative(repositoryRoot, path) : path).split(sep).join("/");
}

/** Returns the folder of the nearest package.json above `path`, where `npm start` would run it; else its own folder. */
export function workingFolder(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return dirname(path);
  }
}
