import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../src/repository.ts";

// Does to a copy of the repository what makes lessons stale, and asks the commands of `pnpm ok` whether they notice.

let copy: string;
const originals = new Map<string, string>();

beforeAll(() => {
  copy = mkdtempSync(path.join(realpathSync(os.tmpdir()), "stale copy "));
  for (const entry of readdirSync(repositoryRoot)) {
    if ([".git", ".turbo", "node_modules"].includes(entry)) continue;
    // Links between packages are relative: in the copy they lead to the copy.
    cpSync(path.join(repositoryRoot, entry), path.join(copy, entry), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.includes(`${path.sep}.cache`),
    });
  }
  symlinkSync(
    path.join(repositoryRoot, "node_modules"),
    path.join(copy, "node_modules"),
    "junction",
  );
});
afterEach(undoEdits);
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function undoEdits(): void {
  for (const [file, text] of originals) writeFileSync(file, text);
  originals.clear();
}

/** Changes a file of the copy until the end of the test; the change must be one. */
function edit(name: string, change: (text: string) => string): void {
  const file = path.join(copy, name);
  const text = readFileSync(file, "utf8");
  originals.set(file, text);
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

async function lesson(...args: string[]): Promise<{ exitCode: number; errors: string[] }> {
  const { stderr, code } = await runLesson(args);
  return {
    exitCode: code,
    errors: stderr
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("warning:")),
  };
}

async function runLesson(
  args: string[],
): Promise<{ stdout: string; stderr: string; code: number }> {
  const program = path.join(copy, "tooling/lesson/bin/lesson.mjs");
  return await promisify(execFile)(process.execPath, [program, ...args], {
    cwd: copy,
  }).then(
    (result) => ({ ...result, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

const gather = "chapters/06-gather/src/gather.ts";
const readme = "chapters/06-gather/README.md";

/** Line of the README at which the block of a snippet begins. */
function lineOf(marker: string): number {
  const lines = readFileSync(path.join(copy, readme), "utf8").split("\n");
  return lines.findIndex((line) => line.startsWith(`<!-- snippet ${marker} `)) + 1;
}

describe("what a lesson shows of the code", () => {
  it("is what stands there", async () => {
    expect(await lesson("snippets", "check", "chapters/06-gather")).toEqual({
      exitCode: 0,
      errors: [],
    });
  });

  it("is stale when a region is renamed", async () => {
    edit(gather, (text) => text.replace("#region gather", "#region all"));

    expect(await lesson("snippets", "check", "chapters/06-gather")).toEqual({
      exitCode: 1,
      errors: [
        `${readme}:${lineOf("06/gather#gather")}: 06/gather#gather: there is no 06/gather#gather anymore: it is 06/gather#all now (the same text)`,
      ],
    });
  });

  it("is stale when one token inside a region changes", async () => {
    edit(gather, (text) => text.replace("await Promise.all(", "await Promise.any("));

    const { exitCode, errors } = await lesson("snippets", "check", "chapters/06-gather");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringContaining(
        `${readme}:${lineOf("06/gather#gather")}: 06/gather#gather: ${gather} region "gather" has changed: line `,
      ),
    ]);
  });

  it("is stale when a block of the README is edited", async () => {
    edit(readme, (text) => text.replace("await Promise.all(", "await Promise.any("));

    const { exitCode, errors } = await lesson("snippets", "check", "chapters/06-gather");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringContaining(
        `${readme}:${lineOf("06/gather#gather")}: 06/gather#gather: this block was edited by hand`,
      ),
    ]);
  });

  it("is not stale when lines are inserted above a region", async () => {
    edit(gather, (text) =>
      text.replace("import {", "// A line more.\n// And another one.\nimport {"),
    );

    expect(await lesson("snippets", "check", "chapters/06-gather")).toEqual({
      exitCode: 0,
      errors: [],
    });
  });
});

describe("a recording", () => {
  const folder = "chapters/06-gather";
  /** Gives up after 100 ms, as it says. */
  const program = (twin: string, ...tags: string[]): string =>
    [
      "/**",
      ...["title Give up in time", `twin ${twin}.ts`, ...tags].map((tag) => ` * @${tag}`),
      " */",
      'import { setTimeout as sleep } from "node:timers/promises";',
      "",
      "const startedAt = performance.now();",
      "await sleep(100);",
      "const afterMs = (performance.now() - startedAt).toFixed(3);",
      "console.log(`no answer within 100 ms; caught after ${afterMs} ms`);",
      "console.log(`lucky number: 7`);",
      "",
    ].join("\n");
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(copy, folder, "src", `${name}.ts`), text);
  };
  const read = (name: string): string =>
    readFileSync(path.join(copy, folder, "recorded", name), "utf8");

  beforeAll(async () => {
    write("in-time", program("late"));
    write("late", program("in-time", "wrong"));
    expect(await lesson("record", "06/in-time", "06/late")).toEqual({ exitCode: 0, errors: [] });
  });
  afterAll(() => {
    for (const name of ["in-time", "late"]) {
      rmSync(path.join(copy, folder, "src", `${name}.ts`));
      rmSync(path.join(copy, folder, "recorded", `${name}.txt`), { force: true });
      rmSync(path.join(copy, folder, "recorded", `${name}.svg`), { force: true });
    }
  });

  it("has holes where two runs differ, and the texts of the program as they are", () => {
    expect(read("in-time.txt")).toMatch(
      /^no answer within 100 ms; caught after \{\d+\.\d{3}: duration\} ms\nlucky number: 7\n$/,
    );
  });

  it("shows text and picture of the same run", () => {
    const [printed = ""] = read("in-time.txt")
      .replaceAll(/\{(.+?): duration\}/g, "$1")
      .split("\n");

    expect(read("in-time.svg").replaceAll("&#160;", " ")).toContain(printed);
  });

  it("does not hold when a duration in the program's text changes, or the program takes twice as long", async () => {
    edit(`${folder}/src/in-time.ts`, (text) => text.replace("within 100 ms", "within 250 ms"));
    edit(`${folder}/src/late.ts`, (text) => text.replace("sleep(100)", "sleep(250)"));

    const { exitCode, errors } = await lesson("verify", "06/in-time", "06/late");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      // Another test looks at the twins' output.
      expect.stringContaining("its twin 06/late"),
      expect.stringContaining("its twin 06/in-time"),
      expect.stringMatching(
        /in-time\.txt:1: recorded "no answer within 100 ms; .*", printed "no answer within 250 ms; /,
      ),
      expect.stringMatching(
        /late\.txt:1: printed "no answer within 100 ms; caught after [\d.]+ ms": [\d.]+, and [\d.]+ allows [\d.]+ to [\d.]+$/,
      ),
    ]);
  });

  it("is not made of what varies and has no type", async () => {
    edit(`${folder}/src/late.ts`, (text) => text.replace(": 7", ": ${process.hrtime.bigint()}"));

    const { exitCode, errors } = await lesson("record", "06/late");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /late\.ts:1: two runs printed "lucky number: \d+" and "lucky number: \d+": declare in the header/,
      ),
    ]);
  });
});

describe("the command line", () => {
  it("is bundled once, and anew when a source of it changes", async () => {
    const bundles = (): string[] =>
      readdirSync(path.join(copy, "tooling/lesson/node_modules/.cache/bundles"));
    const help = async (): Promise<string> => (await runLesson(["--help"])).stdout;

    const before = await help();
    const [bundle] = bundles();
    const afterwards = await help();
    const kept = bundles();
    edit("tooling/lesson/src/commands/index.ts", (text) =>
      text.replace("all programs, in teaching order", "whatever there is"),
    );
    const changed = await help();

    expect(before).toContain("all programs, in teaching order");
    expect(afterwards).toBe(before);
    expect(kept).toEqual([bundle]);
    expect(changed).toBe(before.replace("all programs, in teaching order", "whatever there is"));
    expect(bundles()).toHaveLength(2);
  });

  it("runs from its sources where no bundle can be kept", async () => {
    const cache = path.join(copy, "tooling/lesson/node_modules/.cache/bundles");
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(path.dirname(cache), { recursive: true });
    writeFileSync(cache, "a file where the folder should be");
    try {
      expect((await runLesson(["--help"])).stdout).toContain("all programs, in teaching order");
    } finally {
      rmSync(cache);
    }
  });
});
