import { dirname, isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../registry/repository-root.ts";

/** True for a path inside of this repository. */
export function isInRepository(path: string): boolean {
  const inside = relative(repositoryRoot, path);
  return inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** Returns arguments of `node` that let a program outside of the repository run as those inside do. */
export function foreignArguments(path: string): string[] {
  if (isInRepository(path)) return [];
  const preload = new URL("./foreign/preload.mjs", import.meta.url);
  preload.searchParams.set("folder", `${pathToFileURL(dirname(path)).href}/`);
  return ["--import", preload.href];
}
