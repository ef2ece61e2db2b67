// @ts-check
/** The hooks for Node.js 20, on the loaders' own thread. */
import { asModule, mayComeFromLab } from "./foreign-hooks.mjs";

let folderUrl = "";

/** @param {{ folderUrl: string }} data */
export function initialize(data) {
  folderUrl = data.folderUrl;
}

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  try {
    return asModule(await nextResolve(specifier, context), folderUrl);
  } catch (error) {
    if (!mayComeFromLab(specifier, error)) throw error;
    try {
      return await nextResolve(specifier, { ...context, parentURL: import.meta.url });
    } catch {
      throw error; // The lab has it neither: the first error names the program's own file.
    }
  }
}
