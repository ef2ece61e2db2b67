// Plain JavaScript, because it runs before anything that reads TypeScript is loaded.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const lesson = fileURLToPath(new URL("..", import.meta.url));
const cache = path.join(lesson, "node_modules", ".cache", "lesson");

/** A bundle of other sources is removed after this time in ms: whoever began with it has loaded all of it by then. */
const keptMs = 24 * 60 * 60 * 1000;

/**
 * Returns the URL of the command line as plain JavaScript, in pieces that are loaded when they are needed. It is bundled
 * on first use, and again when a source has changed: a TypeScript loader costs each start 0.3 s, and 0.6 s of
 * computing where a program is run.
 */
export async function bundleMain() {
  const folder = path.join(cache, nameOfSources());
  const main = path.join(folder, "main.mjs");
  if (!existsSync(main)) await bundleInto(folder);
  return pathToFileURL(main).href;
}

/** A name for exactly these sources, at this place, with these versions of what they import. */
function nameOfSources() {
  const hash = createHash("sha256")
    .update(lesson)
    .update(readFileSync(import.meta.filename));
  hash.update(readFileSync(path.join(lesson, "../../node_modules/.pnpm/lock.yaml")));
  for (const folder of listPackages()) {
    const sources = path.join(folder, "src");
    for (const name of readdirSync(sources, { recursive: true, encoding: "utf8" }).toSorted()) {
      if (!name.endsWith(".ts")) continue;
      hash.update(`\0${name}\0`).update(readFileSync(path.join(sources, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The folders of the command line and of all packages of this repository that it is made of. */
function listPackages() {
  const folders = new Set([realpathSync(lesson)]);
  for (const folder of folders) {
    const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
    for (const [name, version] of Object.entries(JSON.parse(manifest).dependencies ?? {})) {
      if (version.startsWith("workspace:"))
        folders.add(realpathSync(path.join(folder, "node_modules", name)));
    }
  }
  return folders;
}

async function bundleInto(folder) {
  const { build } = await import("esbuild");
  const draft = path.join(cache, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    await build({
      entryPoints: [path.join(lesson, "src", "main.ts")],
      outdir: draft,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node20.19",
      // What Node itself would choose: no more than "node" and "import".
      conditions: [],
      keepNames: true,
      sourcemap: "linked",
      plugins: [staysInPlace],
      logLevel: "silent",
    });
    await removeOld();
    // Whole or not at all, whoever else builds at the same time.
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: then its bundle is there. On Windows that shows as EPERM.
    if (!existsSync(path.join(folder, "main.mjs"))) throw error;
  }
}

async function removeOld() {
  for (const name of await readdir(cache)) {
    // Another process's draft may have got its name since the folder was listed.
    const found = await stat(path.join(cache, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > keptMs)
      // What somebody holds open is left for the next time.
      await rm(path.join(cache, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What a source finds beside itself, and what it imports from npm, is found from where the source stands. */
const staysInPlace = {
  name: "stays-in-place",
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const url = JSON.stringify(pathToFileURL(file).href);
      return { loader: "ts", contents: text.replaceAll("import.meta.url", url) };
    });
    onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
      const isOurs = name.startsWith("@samples/");
      if (kind === "entry-point" || isOurs || pluginData === staysInPlace) return undefined;
      if (name.startsWith("node:")) return { path: name, external: true };
      const found = await resolve(name, { kind, resolveDir, pluginData: staysInPlace });
      if (found.errors.length > 0) return { errors: found.errors };
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};
