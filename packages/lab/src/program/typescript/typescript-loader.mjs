// @ts-check
/** The hooks for Node.js 20, on the loaders' own thread. */
import { asJavaScript, isTypeScript, otherNames } from "./typescript-hooks.mjs";

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    for (const name of otherNames(specifier, error)) {
      try {
        return await nextResolve(name, context);
      } catch {
        // The first error names what was written.
      }
    }
    throw error;
  }
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  if (!isTypeScript(url)) return nextLoad(url, context);
  return asJavaScript(await nextLoad(url, { ...context, format: "module" }), url);
}
