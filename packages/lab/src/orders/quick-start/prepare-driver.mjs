// @ts-check
/**
 * Makes the driver that a program of one file starts with: `node prepare-driver.mjs <driver's entry> <output>`. It becomes one file, and
 * beside it lies what V8 makes of it.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { buildSync } = /** @type {typeof import("esbuild")} */ (require("esbuild"));
const [entry = "", output = ""] = process.argv.slice(2);
const loader = fileURLToPath(new URL("./load-driver.cjs", import.meta.url));

/** What the driver looks for, and does without. */
const optional = [
  "snappy",
  "kerberos",
  "mongodb-client-encryption",
  "gcp-metadata",
  "@aws-sdk/*",
  "@mongodb-js/zstd",
  "socks",
  "aws4",
];

/** Written whole or not at all, even if another process makes the same file. @param {string} file @param {string | Uint8Array} contents */
function write(file, contents) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  write: false,
  platform: "node",
  format: "cjs",
  target: `node${process.versions.node}`,
  external: optional,
  keepNames: true,
  logLevel: "silent",
});
write(output, outputFiles[0]?.contents ?? "");
// What a program imports in place of the driver.
write(
  output.replace(/\.cjs$/, ".import.cjs"),
  `module.exports = require(${JSON.stringify(loader)})(${JSON.stringify(output)}).driver;`,
);
/** @type {(file: string) => { script: import("node:vm").Script }} */
const loadDriver = require(loader);
// When it has run, what a start needs is compiled.
write(`${output}.cache`, loadDriver(output).script.createCachedData());
