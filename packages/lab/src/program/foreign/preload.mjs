// @ts-check
/** What `node --import` loads, after the TypeScript loader, for a program outside of the repository's packages. */
import { register } from "node:module";
import { registerHooks } from "../../register-hooks.mjs";
import { asModule, mayComeFromLab } from "./foreign-hooks.mjs";

const folderUrl = new URL(import.meta.url).searchParams.get("folder") ?? "";

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
  register(new URL("./foreign-loader.mjs", import.meta.url), { data: { folderUrl } });
}
