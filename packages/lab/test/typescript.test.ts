import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { runProgram } from "../src/index.ts";
import { loaderArguments } from "../src/program/loader-arguments.ts";
import { repositoryRoot } from "../src/registry/repository-root.ts";

const folder = fileURLToPath(new URL("./typescript/", import.meta.url));

test("a program of the repository does under the lab's loader what it does under tsx", async () => {
  const program = join(folder, "program.ts");

  const run = await runProgram(program, { args: ["one", "two words"], threadLane: false });

  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    import.meta.resolve("tsx"),
    program,
    "one",
    "two words",
  ]);
  expect(run.exitCode).toBe(0);
  expect(run.output.map((line) => line.text)).toEqual(stdout.trimEnd().split("\n"));
  expect(stdout).toContain("program.ts:30:13");
});

test("an import that finds nothing is told of as it was written", async () => {
  const run = await runProgram(join(folder, "imports-what-is-not-there.ts"));

  const stderr = run.output.map((line) => line.text).join("\n");
  expect(run.exitCode).toBe(1);
  expect(stderr).toMatch(/Cannot find module '.*nowhere\.js' imported from .*not-there\.ts/);
});

test("a program that has changed runs as it stands now, one that has not is compiled once", async () => {
  const program = join(folder, "changing.ts");
  // Other versions of Node.js may have left what they compiled of this test: it never says the same twice.
  const id = randomUUID();
  const printed: (string | undefined)[] = [];
  const kept: number[][] = [];

  try {
    for (const word of ["first", "second", "second"]) {
      await writeFile(program, `const text: string = "${word} ${id}";\nconsole.log(text);\n`);
      const run = await runProgram(program, { threadLane: false });
      printed.push(run.output[0]?.text);
      const compiled = await findCompiled(id);
      kept.push(await Promise.all(compiled.map(async (path) => (await stat(path)).ino)));
    }
  } finally {
    const compiled = await findCompiled(id);
    await Promise.all([program, ...compiled].map((path) => rm(path, { force: true })));
  }

  expect(printed).toEqual([`first ${id}`, `second ${id}`, `second ${id}`]);
  expect(kept.map((inodes) => inodes.length)).toEqual([1, 2, 2]);
  // What is compiled anew is another file.
  expect(kept[2]).toEqual(kept[1]);
});

test("a file that belongs to no package runs as one from elsewhere does", () => {
  const inChapter = loaderArguments(join(repositoryRoot, "chapters", "06-gather", "src", "x.ts"));
  const atRoot = loaderArguments(join(repositoryRoot, "scratch.ts"));
  const elsewhere = loaderArguments(join(repositoryRoot, "..", "scratch.ts"));

  expect(inChapter).toEqual(["--import", expect.stringMatching(/typescript\/preload\.mjs$/)]);
  for (const args of [atRoot, elsewhere]) {
    expect(args).toEqual([
      "--import",
      import.meta.resolve("tsx"),
      "--import",
      expect.stringMatching(/foreign\/preload\.mjs\?folder=/),
    ]);
  }
});

/** Returns the compiled modules in which `text` stands. */
async function findCompiled(text: string): Promise<string[]> {
  const folderOfCompiled = new URL("../node_modules/.cache/typescript/", import.meta.url);
  const found: string[] = [];
  for (const name of (await readdir(folderOfCompiled)).toSorted()) {
    const path = fileURLToPath(new URL(name, folderOfCompiled));
    if (name.endsWith(".mjs") && (await readFile(path, "utf8")).includes(text)) found.push(path);
  }
  return found;
}
