import { createRequire } from "node:module";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../registry/repository-root.ts";

/** Resolved from here: the program's own folder need not have tsx. */
const tsxUrl = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** True for a path inside of this repository. */
export function isInRepository(path: string): boolean {
  const inside = relative(repositoryRoot, path);
  return inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/**
 * Returns the arguments of `node` that make it run TypeScript. A program of this repository is an ES module; a file from
 * elsewhere may be anything that tsx runs, and runs as those inside do.
 */
export function loaderArguments(path: string): string[] {
  if (isInRepository(path) && !path.endsWith(".cts")) {
    return ["--import", new URL("./typescript/preload.mjs", import.meta.url).href];
  }
  const foreign = new URL("./foreign/preload.mjs", import.meta.url);
  foreign.searchParams.set("folder", `${pathToFileURL(dirname(path)).href}/`);
  return ["--import", tsxUrl, "--import", foreign.href];
}
