// @ts-check
/**
 * Makes what a program of one file starts from: `node prepare.mjs <program> <output>`. The program becomes a module that needs no loader, and its
 * driver one file.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { buildSync } = /** @type {typeof import("esbuild")} */ (require("esbuild"));
const [program = "", output = ""] = process.argv.slice(2);
/** Another way to make it makes another file. */
const source = readFileSync(fileURLToPath(import.meta.url), "utf8");
const target = `node${process.versions.node}`;
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

/** @returns {string} the driver that the program imports, as one file */
function bundleDriver() {
  const entry = createRequire(program).resolve("mongodb");
  const key = JSON.stringify([entry, readFileSync(entry, "utf8"), process.versions.v8, source]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  const file = join(dirname(output), `driver-${name}.cjs`);
  if (existsSync(`${file}.cache`)) return file;
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target,
    external: optional,
    keepNames: true,
    logLevel: "silent",
  });
  write(file, outputFiles[0]?.contents ?? "");
  /** @type {(file: string) => { script: import("node:vm").Script }} */
  const loadDriver = require(loader);
  // When it has run, what a start needs is compiled.
  write(`${file}.cache`, loadDriver(file).script.createCachedData());
  return file;
}

const driver = bundleDriver();
const virtual = join(dirname(output), `import-${randomUUID()}.cjs`);
write(
  virtual,
  `module.exports = require(${JSON.stringify(loader)})(${JSON.stringify(driver)}).driver;`,
);
const { outputFiles } = buildSync({
  stdin: {
    contents: readFileSync(program, "utf8"),
    loader: "ts",
    sourcefile: program,
    resolveDir: dirname(program),
  },
  // What the paths of the source map are told from.
  outfile: output,
  alias: { mongodb: virtual },
  external: [loader],
  bundle: true,
  write: false,
  platform: "node",
  format: "esm",
  target,
  keepNames: true,
  sourcemap: "inline",
  sourcesContent: false,
  banner: {
    js: `import { createRequire as createRequireOfDriver } from "node:module"; const require = createRequireOfDriver(import.meta.url);`,
  },
  logLevel: "silent",
});
write(output, outputFiles[0]?.contents ?? "");
rmSync(virtual);
