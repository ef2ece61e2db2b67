import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { PackageDocument } from "../data/database.ts";
import { PackageName, Version, WebAddress } from "../schemas.ts";

/** What is read of a package.json. People write all kinds of things there: what is not usable counts as missing. */
const Manifest = z.object({
  /** What is private is no package of anybody's registry. */
  private: z.literal(false).optional(),
  name: PackageName,
  version: Version,
  description: z.string().max(500).optional().catch(undefined),
  license: z.string().max(100).optional().catch(undefined),
  homepage: WebAddress.optional().catch(undefined),
  keywords: z.array(z.string().toLowerCase()).catch([]),
  dependencies: z.record(PackageName, z.string().max(200)).catch({}),
});

type Manifest = z.infer<typeof Manifest>;

/**
 * Returns the packages that npm or pnpm has installed in a node_modules folder. Each installed version is a release.
 *
 * @throws the file system's error when there is no such folder
 */
export async function readInstalledPackages(
  modules: string,
): Promise<PackageDocument[]> {
  const installed = new Map<
    string,
    { manifest: Manifest; installedAt: Date }[]
  >();
  for (const folder of await packageFolders(modules)) {
    const found = await readPackage(folder);
    if (!found) continue;
    const versions = installed.get(found.manifest.name) ?? [];
    installed.set(found.manifest.name, versions);
    if (
      versions.every(
        ({ manifest }) => manifest.version !== found.manifest.version,
      )
    ) {
      versions.push(found);
    }
  }
  return [...installed.values()].map(toPackage);
}

async function packageFolders(modules: string): Promise<string[]> {
  const store = path.join(modules, ".pnpm");
  const versions = await readdir(store).catch(() => undefined);
  if (!versions) return await foldersIn(modules, "links, too");
  // pnpm keeps each version in a folder of its own, and links to it from everywhere.
  const kept = versions.map((version) =>
    path.join(store, version, "node_modules"),
  );
  return (
    await Promise.all(kept.map((each) => foldersIn(each, "no links")))
  ).flat();
}

/** The folders in a folder, and in the scopes there. */
async function foldersIn(
  parent: string,
  kind: "links, too" | "no links",
): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(
    (error: unknown) => {
      if (kind === "links, too") throw error;
      return []; // a file among the versions
    },
  );
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const folder = path.join(parent, entry.name);
      const isFolder =
        entry.isDirectory() ||
        (kind === "links, too" && entry.isSymbolicLink());
      if (!isFolder || entry.name.startsWith(".")) return [];
      return entry.name.startsWith("@")
        ? await foldersIn(folder, kind)
        : [folder];
    }),
  );
  return nested.flat();
}

async function readPackage(
  folder: string,
): Promise<{ manifest: Manifest; installedAt: Date } | undefined> {
  const file = path.join(folder, "package.json");
  try {
    const [text, { mtime }] = await Promise.all([
      readFile(file, "utf8"),
      stat(file),
    ]);
    const { data } = Manifest.safeParse(JSON.parse(text));
    return data && { manifest: data, installedAt: mtime };
  } catch {
    // No package.json, or one that is broken: no package.
    return undefined;
  }
}

function toPackage(
  versions: { manifest: Manifest; installedAt: Date }[],
): PackageDocument {
  const [first, ...others] = versions.toSorted((left, right) =>
    left.manifest.version.localeCompare(right.manifest.version, "en", {
      numeric: true,
    }),
  );
  if (!first) throw new Error("Cannot make a package of no version");
  const newest = others.at(-1) ?? first;
  const {
    name,
    version,
    description,
    license,
    homepage,
    keywords,
    dependencies,
  } = newest.manifest;
  return {
    _id: name,
    summary: description,
    license,
    homepage,
    keywords: [...new Set(keywords)].slice(0, 50),
    dependencies: Object.entries(dependencies).map(([dependency, range]) => ({
      name: dependency,
      range,
    })),
    latest: version,
    releases: [first, ...others].map(({ manifest, installedAt }) => ({
      version: manifest.version,
      publishedAt: installedAt,
    })),
    releaseCount: versions.length,
    createdAt: first.installedAt,
    updatedAt: newest.installedAt,
  };
}
