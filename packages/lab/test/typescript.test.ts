import { execFile } from "node:child_process";
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
  const printed: (string | undefined)[] = [];
  const kept: number[][] = [];

  try {
    for (const word of ["first", "second", "second"]) {
      const text = `${word} ${program}`;
      await writeFile(
        program,
        `const text: string = ${JSON.stringify(text)};\nconsole.log(text);\n`,
      );
      const run = await runProgram(program, { threadLane: false });
      printed.push(run.output[0]?.text.split(" ")[0]);
      kept.push(await findCompiled(text));
    }
  } finally {
    await rm(program, { force: true });
  }

  expect(printed).toEqual(["first", "second", "second"]);
  expect(kept).toEqual([[expect.any(Number)], [expect.any(Number)], kept[1]]);
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

/** Returns the inodes of the compiled modules in which `text` stands: one that is written again has another. */
async function findCompiled(text: string): Promise<number[]> {
  const compiled = fileURLToPath(new URL("../node_modules/.cache/typescript/", import.meta.url));
  const found: number[] = [];
  for (const name of await readdir(compiled)) {
    if (!name.endsWith(".mjs")) continue;
    const path = join(compiled, name);
    if ((await readFile(path, "utf8")).includes(JSON.stringify(text))) {
      found.push((await stat(path)).ino);
    }
  }
  return found;
}
