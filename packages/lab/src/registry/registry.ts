import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serialize } from "bson";
import { LabError } from "../lab-error.ts";
import { compareVersions } from "./compare-versions.ts";
import { readLockedPackages } from "./locked-packages.ts";
import { toRegistryPackage, type RegistryPackage } from "./registry-document.ts";
import { repositoryRoot } from "./repository-root.ts";

/** Part of the cache's key: to be raised when a document gets another form. */
const formVersion = 1;

/**
 * Returns the registry as BSON, one Buffer for each document, ordered by name: one document for each npm
 * package that every machine with this repository has installed, in its highest version.
 *
 * It is built from the package.json files once per lockfile and kept in node_modules/.cache.
 *
 * @throws LabError "registry-missing" when nothing is installed
 */
export function readRegistry(root: string = repositoryRoot): Promise<Buffer[]> {
  const known = registries.get(root);
  if (known) return known;
  const registry = loadRegistry(root).catch((error: unknown) => {
    registries.delete(root);
    throw error;
  });
  registries.set(root, registry);
  return registry;
}

const registries = new Map<string, Promise<Buffer[]>>();

async function loadRegistry(root: string): Promise<Buffer[]> {
  const lockfile = await readFile(join(root, "pnpm-lock.yaml"), "utf8").catch((error: unknown) => {
    throw missing(root, error);
  });
  const key = createHash("sha256").update(lockfile).digest("hex").slice(0, 16);
  const folder = join(root, "node_modules", ".cache", "lab");
  const file = join(folder, `registry-${formVersion}-${key}.bson`);

  const cached = await readFile(file).catch(() => undefined);
  if (cached) return splitDocuments(cached);

  const packages = await collectPackages(root, readLockedPackages(lockfile));
  const documents = packages.map((entry) => Buffer.from(serialize(entry)));
  // Several processes may build it at once: each renames a whole file of its own into place.
  const draft = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(draft, Buffer.concat(documents));
  await rename(draft, file).catch((error: unknown) => {
    // Windows refuses to replace a file that another process reads; that file is the same.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  });
  return documents;
}

/**
 * Reads the package.json of each package in pnpm's store of this repository. The folder's own name is not
 * trusted: pnpm shortens it where paths are limited.
 */
export async function collectPackages(
  root: string,
  locked: Set<string>,
): Promise<RegistryPackage[]> {
  const store = join(root, "node_modules", ".pnpm");
  const folders = await readdir(store).catch((error: unknown) => {
    throw missing(root, error);
  });
  const manifests = await Promise.all(
    folders.map((folder) => readOwnManifest(join(store, folder))),
  );

  const highest = new Map<string, RegistryPackage>();
  for (const manifest of manifests) {
    const entry = toRegistryPackage(manifest);
    if (!entry || !locked.has(`${entry._id}@${entry.version}`)) continue;
    const other = highest.get(entry._id);
    if (!other || compareVersions(entry.version, other.version) > 0) highest.set(entry._id, entry);
  }
  if (highest.size === 0) throw missing(root);
  return [...highest.values()].toSorted((a, b) => (a._id < b._id ? -1 : 1));
}

/** In `<store>/<folder>/node_modules` only the package itself is a folder; its dependencies are links. */
async function readOwnManifest(folder: string): Promise<unknown> {
  const modules = join(folder, "node_modules");
  const own = await findFolders(modules);
  for (const name of own) {
    const inside = name.startsWith("@") ? await findFolders(join(modules, name)) : [""];
    for (const part of inside) {
      const source = await readFile(join(modules, name, part, "package.json"), "utf8").catch(
        () => undefined,
      );
      if (source !== undefined) return JSON.parse(source.replace(/^\uFEFF/, "")) as unknown;
    }
  }
  return undefined;
}

async function findFolders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function splitDocuments(bytes: Buffer): Buffer[] {
  const documents: Buffer[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const length = bytes.readInt32LE(offset);
    documents.push(bytes.subarray(offset, offset + length));
    offset += length;
  }
  return documents;
}

function missing(root: string, cause?: unknown): LabError {
  return new LabError(
    "registry-missing",
    `Cannot fill the collection "packages": no packages are installed in ${root}. ` +
      "Install them first: npx -y pnpm@10.34.8 install",
    { cause },
  );
}
