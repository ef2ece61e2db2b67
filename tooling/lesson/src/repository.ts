import path from "node:path";
import { fileURLToPath } from "node:url";

/** Root folder of this repository. */
export const repositoryRoot = path.resolve(fileURLToPath(import.meta.url), "../../../..");

/** Returns `file` relative to the repository, with forward slashes, where it lies inside it; else as it is. */
export function shortPath(file: string): string {
  const relative = path.relative(repositoryRoot, file);
  if (relative.startsWith("..") || path.isAbsolute(relative)) return file;
  return relative.split(path.sep).join("/");
}

/**
 * Returns the folder in which the person stands. A package script runs in its package's folder
 * whatever the folder it was asked for in, which pnpm and npm leave in INIT_CWD; a program that
 * such a script starts elsewhere inherits the variable, and must not believe it.
 */
export function folderOfThePerson(environment: NodeJS.ProcessEnv, cwd: string): string {
  const script = environment.npm_package_json;
  if (environment.INIT_CWD && script && path.dirname(script) === cwd) return environment.INIT_CWD;
  return cwd;
}
