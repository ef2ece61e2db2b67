// @ts-check
/**
 * What a program outside of the repository's packages is helped with: packages that its own folder does not have come from
 * the lab, and TypeScript with `import` or top-level await is a module, also where no package.json says so.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ url: string, format?: string | null | undefined }} Resolved
 * @typedef {{ specifier: string, folderUrl: string, error: unknown }} Failed
 */

/**
 * True when a failed import should be tried again from the lab.
 * @param {string} specifier
 * @param {unknown} error
 */
export function mayComeFromLab(specifier, error) {
  const isBare = /^[@a-z]/i.test(specifier) && !/^[a-z]+:/i.test(specifier);
  return (
    isBare &&
    error instanceof Error &&
    "code" in error &&
    (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND")
  );
}

/**
 * Returns `resolved` as a module if it is TypeScript of the program's own that is written as one.
 * @template {Resolved} R
 * @param {R} resolved
 * @param {string} folderUrl the program's folder, with a slash at its end
 * @returns {R}
 */
export function asModule(resolved, folderUrl) {
  const [url = ""] = resolved.url.split("?", 1);
  if (!url.endsWith(".ts") || !url.startsWith(folderUrl) || url.includes("/node_modules/")) {
    return resolved;
  }
  if (resolved.format?.startsWith("module")) return resolved;
  const source = readFileSync(fileURLToPath(url), "utf8");
  const isModule = /^\s*(import\b(?!\s*\w+\s*=)|export\b)/m.test(source);
  const isCommonJs = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(source);
  return isModule || !isCommonJs ? { ...resolved, format: "module" } : resolved;
}
