import { createRequire } from "node:module";
import { dirname, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../registry/repository-root.ts";

/** Resolved from here: the program's own folder need not have tsx. */
const tsxUrl = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Where the repository's packages lie, and readers' copies of programs: what they import is installed beside them. */
const packageFolders = /^(chapters|packages|practice|tooling)[\\/]/;

/** Whether a file belongs to one of this repository's packages. */
export function isInRepository(path: string): boolean {
  return packageFolders.test(relative(repositoryRoot, path));
}

/**
 * Returns the arguments of `node` that make it run TypeScript. The programs of the repository's packages are ES modules;
 * any other file may be whatever tsx runs, and gets from here what it imports and does not have.
 */
export function loaderArguments(path: string): string[] {
  if (isInRepository(path) && !path.endsWith(".cts")) {
    return ["--import", new URL("./typescript/preload.mjs", import.meta.url).href];
  }
  const foreign = new URL("./foreign/preload.mjs", import.meta.url);
  foreign.searchParams.set("folder", `${pathToFileURL(dirname(path)).href}/`);
  return ["--import", tsxUrl, "--import", foreign.href];
}
