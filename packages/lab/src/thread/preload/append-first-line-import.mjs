// @ts-check

/** @import { LoadFnOutput } from "node:module" */

/** The module that says "the first line is next" when it runs. */
const firstLineUrl = new URL("./first-line.mjs", import.meta.url).href;

/**
 * Adds the import to an ES module; gives back anything else as it was.
 * @param {LoadFnOutput} loaded what a `load` hook got from the next one
 * @returns {LoadFnOutput}
 */
export function appendFirstLineImport(loaded) {
  if (!loaded.format?.startsWith("module") || loaded.source == null) return loaded;
  const source =
    typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
  return { ...loaded, source: `${source}\nimport ${JSON.stringify(firstLineUrl)};\n` };
}

/**
 * Whether `url` is that of the program; loaders add queries of their own.
 * @param {string} entryUrl
 * @param {string} url
 */
export function isUrlOf(entryUrl, url) {
  return url === entryUrl || url.startsWith(`${entryUrl}?`);
}
