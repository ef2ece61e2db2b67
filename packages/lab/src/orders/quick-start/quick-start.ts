import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const cache = new URL("../../../node_modules/.cache/quick-start/", import.meta.url);
const preparation = new URL("./prepare.mjs", import.meta.url);

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

  const key = JSON.stringify([path, source, process.version, await readFile(preparation, "utf8")]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const entry = fileURLToPath(new URL(`${name}.mjs`, cache));
  if (!existsSync(entry)) {
    try {
      await promisify(execFile)(process.execPath, [fileURLToPath(preparation), path, entry]);
    } catch {
      // What cannot be read or found is told by the ordinary start, in words for a person.
      return undefined;
    }
  }
  return ["--enable-source-maps", entry];
}
