// @ts-check
/** The loader for Node.js 20, on the loaders' own thread. */
import { appendFirstLineImport, isUrlOf } from "./append-first-line-import.mjs";

let entryUrl = "";

/** @param {{ entryUrl: string }} data */
export function initialize(data) {
  ({ entryUrl } = data);
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  return isUrlOf(entryUrl, url) ? appendFirstLineImport(loaded) : loaded;
}
