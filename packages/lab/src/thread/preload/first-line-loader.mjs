// @ts-check
/** The loader for Node.js 20, on the loaders' own thread. */
import { appendFirstLineImport, isUrlOf } from "./append-first-line-import.mjs";

let entryUrl = "";
let loadedAt = new Float64Array(1);

/** @param {{ entryUrl: string, loadedAt: Float64Array<ArrayBuffer> }} data */
export function initialize(data) {
  ({ entryUrl, loadedAt } = data);
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!isUrlOf(entryUrl, url)) return loaded;
  // A CommonJS module runs as soon as it is loaded, and loads the others as it goes.
  if (loaded.format === "commonjs") loadedAt[0] = Number(process.hrtime.bigint()) / 1e6;
  return appendFirstLineImport(loaded);
}
