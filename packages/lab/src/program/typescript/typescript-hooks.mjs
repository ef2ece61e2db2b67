// @ts-check
/** What both kinds of hooks have in common: which modules are TypeScript, and what they become. */
import { compile } from "./compile.mjs";

/** @import { LoadFnOutput } from "node:module" */

/**
 * Whether a module is TypeScript of a person's own.
 * @param {string} url
 */
export function isTypeScript(url) {
  return /^file:[^?#]*\.m?ts(?:[?#]|$)/.test(url) && !url.includes("/node_modules/");
}

/**
 * Returns a module that was loaded as text as JavaScript.
 * @param {LoadFnOutput} loaded
 * @param {string} url
 * @returns {LoadFnOutput}
 */
export function asJavaScript(loaded, url) {
  const { source } = loaded;
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  return { ...loaded, source: compile(text, url) };
}

/**
 * Returns what else a relative import that found nothing can mean: TypeScript is imported under the name of its
 * JavaScript, or without an ending.
 * @param {string} specifier
 * @param {unknown} error
 * @returns {string[]}
 */
export function otherNames(specifier, error) {
  const isMissing =
    error instanceof Error &&
    "code" in error &&
    (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "ERR_UNSUPPORTED_DIR_IMPORT");
  if (!isMissing || !/^\.{0,2}\//.test(specifier)) return [];
  if (/\.m?js$/.test(specifier)) return [specifier.replace(/js$/, "ts")];
  return [`${specifier}.ts`, `${specifier.replace(/\/$/, "")}/index.ts`];
}
