// @ts-check
/** TypeScript as the JavaScript that this version of Node.js runs. What was compiled once is read again. */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const cache = new URL("../../../node_modules/.cache/typescript/", import.meta.url);

const require = createRequire(import.meta.url);

/** Where esbuild lies, which pnpm gives a folder for each version. */
const compiler = require.resolve("esbuild");

/** As tsx has them. */
const options = /** @type {const} */ ({
  loader: "ts",
  format: "esm",
  target: `node${process.versions.node}`,
  keepNames: true,
  sourcemap: "inline",
  sourcesContent: false,
});

/**
 * Returns a module as JavaScript, with a source map for its stack traces.
 *
 * @param {string} source
 * @param {string} url where it stands
 * @returns {string}
 * @throws esbuild's error, which names the place, when it is no TypeScript
 */
export function compile(source, url) {
  const kept = new URL(nameOf(source, url), cache);
  try {
    return readFileSync(kept, "utf8");
  } catch {
    // It is new, or has changed.
  }

  // Loaded here, as most starts do without it.
  const { transformSync } = /** @type {typeof import("esbuild")} */ (require(compiler));
  const { code } = transformSync(source, {
    ...options,
    sourcefile: decodeURI(new URL(url).pathname),
  });
  keep(kept, code);
  return code;
}

/**
 * A name for exactly this source, at this place, compiled in this way.
 * @param {string} source
 * @param {string} url
 */
function nameOf(source, url) {
  const parts = JSON.stringify([compiler, options, url, source]);
  return `${createHash("sha256").update(parts).digest("hex").slice(0, 32)}.mjs`;
}

/**
 * Written whole or not at all, even if another process compiles the same file.
 * @param {URL} kept
 * @param {string} code
 */
function keep(kept, code) {
  const draft = new URL(`draft-${randomUUID()}`, cache);
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(draft, code);
    renameSync(draft, kept);
  } catch {
    // A folder that cannot be written: then each start compiles.
    rmSync(draft, { force: true });
  }
}
