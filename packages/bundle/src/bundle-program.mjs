// Plain JavaScript, because it runs before anything that reads TypeScript is loaded.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/** The versions of all npm packages: those that are installed, else, where pnpm keeps them elsewhere, those that should be. */
const lockFiles = ["node_modules/.pnpm/lock.yaml", "pnpm-lock.yaml"].map((name) =>
  path.join(import.meta.dirname, "../../..", name),
);

/** A bundle of other sources is removed after this time in ms: a process that began with it has loaded all of it by then. */
const keptMs = 24 * 60 * 60 * 1000;

export async function bundleProgram({ folder, entry, isSelfContained, cache }) {
  const kept = cache ?? path.join(folder, "node_modules", ".cache", "bundles");
  const bundle = path.join(kept, nameOfSources({ folder, entry, isSelfContained }));
  const program = path.join(bundle, "main.mjs");
  if (existsSync(program)) return program;

  const draft = path.join(kept, `draft-${randomUUID()}`);
  try {
    await mkdir(draft, { recursive: true });
    // Loaded here, as most calls do without it.
    const { build } = await import("esbuild");
    const { inPlace, selfContained } = await import("./build-options.mjs");
    await build({
      ...(isSelfContained ? selfContained : inPlace),
      entryPoints: [{ in: path.join(folder, entry), out: "main" }],
      outdir: draft,
    });
    await removeOld(kept);
    // Written whole or not at all, even if another process builds at the same time.
    await rename(draft, bundle);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: then its bundle is there. On Windows that shows as EPERM.
    if (!existsSync(program)) {
      throw new Error(`Cannot keep a bundle of ${path.join(folder, entry)} in ${kept}`, { cause });
    }
  }
  return program;
}

/** A name for exactly these sources, at this place, with these versions of what they import. */
function nameOfSources(program) {
  const hash = createHash("sha256").update(JSON.stringify(program));
  hash.update(readFileSync(lockFiles.find(existsSync)));
  for (const folder of listPackages(program.folder)) {
    const sources = path.join(folder, "src");
    for (const name of readdirSync(sources, { recursive: true, encoding: "utf8" }).toSorted()) {
      if (!/\.m?[jt]s$/.test(name)) continue;
      hash.update(`\0${name}\0`).update(readFileSync(path.join(sources, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The folders of a package and of all packages of this repository that it is made of, this one included. */
function listPackages(first) {
  const folders = new Set([realpathSync(first)]);
  for (const folder of folders) {
    const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
    for (const [name, version] of Object.entries(JSON.parse(manifest).dependencies ?? {})) {
      if (version.startsWith("workspace:"))
        folders.add(realpathSync(path.join(folder, "node_modules", name)));
    }
  }
  return folders;
}

async function removeOld(cache) {
  for (const name of await readdir(cache)) {
    const old = path.join(cache, name);
    // Another process's draft may have got its name since the folder was listed.
    const found = await stat(old).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs <= keptMs) continue;
    // What somebody holds open is left for the next time.
    await rm(old, { recursive: true, force: true }).catch(() => undefined);
  }
}
