import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../eject/program-parts.ts";
import { writeProgram } from "../eject/write-program.ts";
import type { ListedProgram } from "../programs/program-index.ts";
import { repositoryRoot } from "../repository.ts";

/**
 * Programs as a reader has them: each ejected into an empty folder, with spaces in its path and only the packages that
 * it imports, which are linked rather than installed.
 */
export interface PastedPrograms {
  /** Returns the program with the copy as its file. */
  copyOf(program: ListedProgram): ListedProgram;
  /** Checks the types of all copies; returns the compiler's complaints, with the original file and line of each. */
  checkTypes(): Promise<{ file: string; line: number; message: string }[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Writes each program as `pnpm lesson eject` does.
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
      const types = packageFolder("@types/node", import.meta.url);
      await linkPackage("@types/node", types, path.join(root, "node_modules"));
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
  program: ListedProgram,
  folder: string,
  origins: Map<string, string>,
): Promise<void> {
  const { files, parts } = await writeProgram(program, folder);
  for (const [index, source] of parts.files.entries()) {
    origins.set(path.join(folder, files[index] ?? ""), source);
  }
  for (const [name, from] of [...parts.packages, ...parts.types]) {
    await linkPackage(name, from, path.join(folder, "node_modules"));
  }
}

async function linkPackage(name: string, folder: string, modules: string): Promise<void> {
  const link = path.join(modules, name);
  await mkdir(path.dirname(link), { recursive: true });
  // A junction needs no privilege on Windows; elsewhere the kind means nothing.
  await symlink(folder, link, "junction");
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
