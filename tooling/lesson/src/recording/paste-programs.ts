import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { ListedProgram } from "../programs/program-index.ts";
import { repositoryRoot } from "../repository.ts";

/**
 * Programs as a reader has them: each copied alone into an empty folder, with spaces in its path and only the packages
 * that it imports.
 */
export interface PastedPrograms {
  /** Returns the program with the copy as its file. */
  copyOf(program: ListedProgram): ListedProgram;
  /** Checks the types of all copies; returns the compiler's complaints, with the original file and line of each. */
  checkTypes(): Promise<{ file: string; line: number; message: string }[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Copies each program with the files that it imports by a relative path.
 *
 * @throws Error when a program imports a package that its chapter's package.json does not have
 */
export async function pastePrograms(programs: ListedProgram[]): Promise<PastedPrograms> {
  // The real path: a link in it (macOS has one) would be another folder to the type checker.
  const root = await realpath(await mkdtemp(path.join(os.tmpdir(), "pasted programs ")));
  const copies = new Map<string, string>();
  const origins = new Map<string, string>();
  for (const program of programs) {
    const folder = path.join(root, program.name.replace("/", " "));
    await paste(program, folder, origins);
    copies.set(program.file, path.join(folder, path.basename(program.file)));
  }

  return {
    copyOf: (program) => ({ ...program, file: copies.get(program.file) ?? program.file }),

    async checkTypes() {
      const settings = {
        extends: path.join(repositoryRoot, "tsconfig.base.json"),
        include: ["*/*.ts"],
      };
      await writeFile(path.join(root, "tsconfig.json"), JSON.stringify(settings));
      await linkPackage("@types/node", import.meta.url, path.join(root, "node_modules"));
      const compiler = path.join(packageFolder("typescript", import.meta.url), "bin", "tsc");
      const output = await promisify(execFile)(
        process.execPath,
        [compiler, "-p", root, "--pretty", "false"],
        {
          cwd: root,
        },
      ).then(
        () => "",
        (error: { stdout?: string; message: string }) => error.stdout ?? error.message,
      );
      return output
        .split(/\r?\n/)
        .filter((line) => line !== "" && !line.startsWith(" "))
        .map((line) => readComplaint(line, root, origins));
    },

    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function paste(
  { file }: ListedProgram,
  folder: string,
  origins: Map<string, string>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { files, packages } = await readImports(file);
  for (const from of files) {
    const copy = path.join(folder, path.relative(path.dirname(file), from));
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(from, copy);
    origins.set(copy, from);
  }
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const named = await readNamedPackages(file, files);
  for (const name of new Set([...packages, ...named])) {
    await linkPackage(name, file, path.join(folder, "node_modules"));
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
      for (const { path: imported, external } of imports) {
        if (external && !isBuiltin(imported)) packages.add(packageName(imported));
      }
      // What a worker runs is named by a URL, which no bundler follows.
      const text = await readFile(source, "utf8");
      for (const [, relative] of text.matchAll(/new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url/g)) {
        if (relative) waiting.push(path.resolve(path.dirname(source), relative));
      }
    }
  }
  return { files: [...files], packages: [...packages] };
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

async function linkPackage(name: string, from: string, modules: string): Promise<void> {
  const link = path.join(modules, name);
  await mkdir(path.dirname(link), { recursive: true });
  // A junction needs no privilege on Windows; elsewhere the kind means nothing.
  await symlink(packageFolder(name, from), link, "junction");
}

/** Returns the folder of a package as the file `from` sees it. */
function packageFolder(name: string, from: string): string {
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

function readComplaint(
  line: string,
  root: string,
  origins: Map<string, string>,
): { file: string; line: number; message: string } {
  const found = /^(.+?)\((\d+),\d+\): (.*)$/.exec(line);
  if (!found) return { file: "tsc", line: 1, message: line };
  const [, file = "", number = "1", message = ""] = found;
  const copy = path.resolve(root, file);
  return {
    file: origins.get(copy) ?? copy,
    line: Number(number),
    message: `pasted alone: ${message}`,
  };
}
