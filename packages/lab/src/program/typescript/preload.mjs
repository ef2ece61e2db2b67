// @ts-check
/**
 * What `node --import` loads for a program of this repository's packages, which is an ES module in TypeScript. tsx does the same and much
 * more, for 0.2 s of processor time at each start; what it does for these programs is done here.
 */
import { register } from "node:module";
import { registerHooks } from "../../register-hooks.mjs";

process.setSourceMapsEnabled(true);

if (registerHooks) {
  // Loaded here: on Node.js 20 it is the loaders' thread that needs them, not this one.
  const { asJavaScript, isTypeScript, otherNames } = await import("./typescript-hooks.mjs");
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        for (const name of otherNames(specifier, error)) {
          try {
            return next(name, context);
          } catch {
            // The first error names what was written.
          }
        }
        throw error;
      }
    },
    load(url, context, next) {
      if (!isTypeScript(url)) return next(url, context);
      return asJavaScript(next(url, { ...context, format: "module" }), url);
    },
  });
} else {
  register(new URL("./typescript-loader.mjs", import.meta.url));
}
