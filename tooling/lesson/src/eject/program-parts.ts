import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "../repository.ts";

/** What a program consists of, beside Node itself. */
export interface ProgramParts {
  /** The program, and the files that it reaches by a relative path. */
  files: string[];
  /** Folders of the npm packages that they import, by name. */
  packages: Map<string, string>;
  /** Folders of the declarations that a package does not bring itself ("@types/autocannon"), by name. */
  types: Map<string, string>;
}

/**
 * Returns the parts of a program: all the files that it needs to run.
 *
 * @throws Error when it imports a package that its chapter's package.json does not have
 */
export async function readProgramParts(file: string): Promise<ProgramParts> {
  const { files, packages } = await readImports(file);
  const named = await readNamedPackages(file, files);
  const names = [...new Set([...packages, ...named])].toSorted();
  return {
    files,
    packages: new Map(names.map((name) => [name, packageFolder(name, file)])),
    types: new Map(names.flatMap((name) => findTypes(name, file))),
  };
}

/** Returns the name and the folder of a package's declarations, where its chapter has them apart. */
function findTypes(name: string, from: string): [name: string, folder: string][] {
  if (name.startsWith("@")) return [];
  const types = `@types/${name}`;
  try {
    return [[types, packageFolder(types, from)]];
  } catch {
    return [];
  }
}

/** Returns the files that a program consists of, and the npm packages that they import. */
async function readImports(file: string): Promise<{ files: string[]; packages: string[] }> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue;
    const { metafile } = await build({
      entryPoints: [next],
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      format: "esm",
      packages: "external",
      outdir: "unused",
      absWorkingDir: repositoryRoot,
      logLevel: "silent",
    });
    for (const [input, { imports }] of Object.entries(metafile.inputs)) {
      const source = path.resolve(repositoryRoot, input);
      files.add(source);
      // What TypeScript knows of plain JavaScript stands beside it.
      const declarations = source.replace(/\.mjs$/, ".d.mts");
      if (declarations !== source && existsSync(declarations)) files.add(declarations);
      for (const { path: imported, external } of imports) {
        if (external && !isBuiltin(imported)) packages.add(packageName(imported));
      }
      // A worker's file is named by a URL, and no bundler follows that.
      const text = await readFile(source, "utf8");
      for (const [, relative] of text.matchAll(/new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url/g)) {
        if (relative) waiting.push(path.resolve(path.dirname(source), relative));
      }
    }
  }
  return { files: [file, ...[...files].filter((each) => each !== file)], packages: [...packages] };
}

/** Returns the chapter's dependencies that stand between quotes in the text: what a script in a string imports. */
async function readNamedPackages(file: string, files: string[]): Promise<string[]> {
  const manifest = path.join(path.dirname(path.dirname(file)), "package.json");
  const { dependencies = {} } = JSON.parse(await readFile(manifest, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  const texts = await Promise.all(files.map((each) => readFile(each, "utf8")));
  return Object.keys(dependencies).filter((name) =>
    texts.some((text) => text.includes(`"${name}"`) || text.includes(`'${name}'`)),
  );
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/**
 * Returns the folder of a package as the file `from` sees it.
 *
 * @throws Error when it sees none
 */
export function packageFolder(name: string, from: string): string {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  const require = createRequire(import.meta.url);
  for (const folder of folders) {
    try {
      return path.dirname(require.resolve(path.join(folder, name, "package.json")));
    } catch {
      // Not in this one: Node looks in the folder above, too.
    }
  }
  throw new Error(`${from} imports ${name}, which no package.json above it names: add it there`);
}
