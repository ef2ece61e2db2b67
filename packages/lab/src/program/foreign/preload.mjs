// @ts-check
/** What `node --import` loads, after the TypeScript loader, for a program outside of the repository. */
import * as nodeModule from "node:module";
import { asModule, mayComeFromLab } from "./foreign-hooks.mjs";

/**
 * @typedef {{ url: string, format?: string | null }} Resolved
 * @typedef {{ parentURL?: string | undefined }} Context
 * @typedef {(specifier: string, context: Context) => Resolved} NextResolve
 * @typedef {{ resolve(specifier: string, context: Context, next: NextResolve): Resolved }} Hooks
 */

const folderUrl = new URL(import.meta.url).searchParams.get("folder") ?? "";

// Node.js 22.15 and newer; the types are of 20.
const { registerHooks } =
  /** @type {{ registerHooks?: (hooks: Hooks) => void }} */
  (/** @type {unknown} */ (nodeModule));

if (registerHooks) {
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return asModule(next(specifier, context), folderUrl);
      } catch (error) {
        if (!mayComeFromLab(specifier, error)) throw error;
        try {
          return next(specifier, { ...context, parentURL: import.meta.url });
        } catch {
          throw error; // The lab has it neither: the first error names the program's own file.
        }
      }
    },
  });
} else {
  nodeModule.register(new URL("./foreign-loader.mjs", import.meta.url), { data: { folderUrl } });
}
