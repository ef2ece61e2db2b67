import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const cache = new URL("../../../node_modules/.cache/quick-start/", import.meta.url);
const preparation = new URL("./prepare-driver.mjs", import.meta.url);
const loader = fileURLToPath(new URL("./load-driver.cjs", import.meta.url));

/** What may tell a program from where, or by what, it was started. */
const mayNotice =
  /\bimport\s*\(|\bimport\s+(?!type\b|[{"'])|\bimport\s*\.\s*meta\b|\brequire\b|\bargv\d?\b|\bexecArgv\b|\bmainModule\b|\b__\w+name\b|\bstack\b|captureStackTrace|prepareStackTrace|callsites|worker_threads|child_process|\bcluster\b|node:module|async_hooks|\binspector\b/;

/**
 * Returns the arguments of `node` that start a program faster: one that imports nothing but the driver and what Node.js has, and that cannot tell the
 * difference. It is one module without a loader, and the driver is one file that V8 has compiled before. Undefined for any other program.
 */
export async function quickStart(path: string, source: string): Promise<string[] | undefined> {
  if (!/\.m?ts$/.test(path) || mayNotice.test(source)) return undefined;
  const imports = [...source.matchAll(/\b(?:from|import)\s+["']([^"']+)["']/g)].map(
    ([, from = ""]) => from,
  );
  if (!imports.includes("mongodb")) return undefined;
  if (imports.some((from) => from !== "mongodb" && !from.startsWith("node:"))) return undefined;

  try {
    const driver = await prepareDriver(path);
    const key = JSON.stringify([path, source, process.version, driver, form]);
    const entry = fileURLToPath(new URL(`${nameOf(key)}.mjs`, cache));
    if (!existsSync(entry)) await prepareProgram(path, source, driver, entry);
    return ["--enable-source-maps", entry];
  } catch {
    // What cannot be read or found is told by the ordinary start, in words for a person.
    return undefined;
  }
}

/** Part of a program's key: to be raised when it is made in another way. */
const form = 2;

const drivers = new Map<string, Promise<string>>();

/** Returns the file that holds the whole driver that a program imports. */
async function prepareDriver(program: string): Promise<string> {
  const entry = createRequire(program).resolve("mongodb");
  const known = drivers.get(entry);
  if (known) return await known;
  const driver = makeDriver(entry);
  drivers.set(entry, driver);
  return await driver;
}

async function makeDriver(entry: string): Promise<string> {
  const made = await Promise.all([readFile(entry, "utf8"), readFile(preparation, "utf8")]);
  const key = JSON.stringify([entry, process.version, process.versions.v8, made]);
  const file = fileURLToPath(new URL(`driver-${nameOf(key)}.cjs`, cache));
  if (!existsSync(`${file}.cache`))
    await promisify(execFile)(process.execPath, [fileURLToPath(preparation), entry, file]);
  return file;
}

/** Makes the program one module that needs no loader. */
async function prepareProgram(
  path: string,
  source: string,
  driver: string,
  entry: string,
): Promise<void> {
  // Loaded only where something has to be made.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents: source, loader: "ts", sourcefile: path, resolveDir: dirname(path) },
    // What the paths of the source map are told from.
    outfile: entry,
    alias: { mongodb: driver.replace(/\.cjs$/, ".import.cjs") },
    external: [loader],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    keepNames: true,
    sourcemap: "inline",
    sourcesContent: false,
    banner: {
      js: `import { createRequire as createRequireOfDriver } from "node:module"; const require = createRequireOfDriver(import.meta.url);`,
    },
    logLevel: "silent",
  });
  // Written whole or not at all, even if another process makes the same file.
  const draft = `${entry}.${randomUUID()}`;
  await writeFile(draft, outputFiles[0]?.contents ?? "");
  await rename(draft, entry);
}

function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}
