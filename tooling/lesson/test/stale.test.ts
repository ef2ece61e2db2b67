import {
  cpSync,
  existsSync,
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
afterEach(() => {
  for (const [file, text] of originals) writeFileSync(file, text);
  originals.clear();
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

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
  const program = path.join(copy, "tooling/lesson/bin/lesson.mjs");
  const { stderr, code } = await promisify(execFile)(process.execPath, [program, ...args], {
    cwd: copy,
  }).then(
    (result) => ({ ...result, code: 0 }),
    (error: { stderr: string; code: number }) => error,
  );
  return {
    exitCode: code,
    errors: stderr
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("warning:")),
  };
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
        `${readme}:${lineOf("06/gather#gather")}: 06/gather#gather: there is no 06/gather#gather any more: it is 06/gather#all now (the same text)`,
      ],
    });
  });

  it("is stale when one token inside a region changes", async () => {
    edit(gather, (text) => text.replace("await Promise.all(names", "await Promise.any(names"));

    const { exitCode, errors } = await lesson("snippets", "check", "chapters/06-gather");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringContaining(
        `${readme}:${lineOf("06/gather#gather")}: 06/gather#gather: ${gather} region "gather" has changed: line `,
      ),
    ]);
  });

  it("is stale when a block of the README is edited", async () => {
    edit(readme, (text) => text.replace("await Promise.all(names", "await Promise.all(many"));

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

describe("what a lesson shows of a run", () => {
  const oneByOne = "chapters/06-gather/src/one-by-one.ts";
  const recorded = "chapters/06-gather/recorded/one-by-one.txt";

  it("is what the program prints", async () => {
    expect(existsSync(path.join(copy, recorded))).toBe(true);
    expect(await lesson("verify", "06/one-by-one")).toEqual({ exitCode: 0, errors: [] });
  });

  it("is stale when a line of the recording is deleted", async () => {
    edit(recorded, (text) => text.slice(0, text.trimEnd().lastIndexOf("\n") + 1));
    const last = readFileSync(path.join(copy, recorded), "utf8").trimEnd().split("\n").length;

    const { exitCode, errors } = await lesson("verify", "06/one-by-one");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      `${recorded}:${last}: printed "at most 1 in flight", which is not recorded`,
    ]);
  });

  it("is stale when the program takes twice as long", async () => {
    edit(oneByOne, (text) =>
      text.replace(
        "// #endregion\n\nconst elapsedMs",
        "// #endregion\nawait new Promise((resolve) => setTimeout(resolve, 600));\n\nconst elapsedMs",
      ),
    );

    const { exitCode, errors } = await lesson("verify", "06/one-by-one");

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^chapters\/06-gather\/recorded\/one-by-one\.txt:\d+: recorded [\d.]+ times the latency, now [\d.]+ /,
      ),
    ]);
  });
});
