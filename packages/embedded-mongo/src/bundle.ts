import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const sources = dirname(fileURLToPath(import.meta.url));
const ownCache = join(sources, "..", "node_modules", ".cache", "embedded-mongo");

/** A bundle of other sources is removed after this time in ms: whoever began with it has loaded all of it by then. */
const keptMs = 24 * 60 * 60 * 1000;

const require = createRequire(import.meta.url);

/** Returns the paths of the files that the server's program is made of. */
async function listSources(): Promise<string[]> {
  const wire = dirname(require.resolve("@samples/wire-protocol"));
  const files: string[] = [];
  for (const folder of [sources, wire]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile() && entry.name.endsWith(".ts"))
        files.push(join(entry.parentPath, entry.name));
    }
  }
  return files.toSorted();
}

/** Returns a name for exactly these sources and these versions of what they import. */
async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  const texts = await Promise.all((await listSources()).map((file) => readFile(file)));
  for (const text of texts) hash.update(text).update("\0");
  for (const name of ["bson", "mingo", "esbuild"]) hash.update(require.resolve(name)).update("\0");
  return hash.digest("hex").slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function removeOld(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    // Another process's draft may have got its name since the folder was listed.
    const found = await stat(path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs <= keptMs) continue;
    // What somebody holds open is left for the next time.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Returns the path of the server's program as plain JavaScript. It is bundled on first use and kept in
 * node_modules/.cache, because a TypeScript loader costs each process 0.2 s.
 *
 * @param cache where bundles are kept
 */
export async function bundleServer(cache = ownCache): Promise<string> {
  const folder = join(cache, await hashSources());
  const program = join(folder, "main.mjs");
  if (await exists(program)) return program;

  const { build } = await import("esbuild");
  const draft = join(cache, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  await build({
    entryPoints: [{ in: join(sources, "main.ts"), out: "main" }],
    outdir: draft,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "silent",
  });
  await removeOld(cache);
  try {
    // Whole or not at all, whoever else builds at the same time.
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: then its bundle is there. On Windows that shows as EPERM.
    if (!(await exists(program))) {
      throw new Error(`Cannot keep the server's bundle in ${folder}`, { cause: error });
    }
  }
  return program;
}
