import {
  cpSync,
  existsSync,
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
  const recorded = (name: string): string => `chapters/06-gather/recorded/${name}.txt`;
  let exitCode: number;
  let errors: string[];

  /** Both changes are looked at by one run of the command: what differs is run thrice, which takes its time. */
  beforeAll(async () => {
    edit(recorded("one-by-one"), (text) => text.slice(0, text.trimEnd().lastIndexOf("\n") + 1));
    edit("chapters/06-gather/src/one-by-one.ts", (text) =>
      text.replace(
        "// #endregion\n\nconst elapsedMs",
        "// #endregion\nawait new Promise((resolve) => setTimeout(resolve, 600));\n\nconst elapsedMs",
      ),
    );
    ({ exitCode, errors } = await lesson("verify", "06/first-success", "06/one-by-one"));
    undoEdits();
  });

  it("is what the program prints", () => {
    expect(existsSync(path.join(copy, recorded("first-success")))).toBe(true);
    expect(errors.filter((line) => line.includes("first-success"))).toEqual([]);
  });

  it("is stale when a line of the recording is deleted, and when the program takes twice as long", () => {
    const lines = readFileSync(path.join(copy, recorded("one-by-one")), "utf8").split("\n");
    const last = lines.indexOf("at most 1 in flight");

    expect({ exitCode, errors }).toEqual({
      exitCode: 1,
      errors: [
        expect.stringMatching(
          /^chapters\/06-gather\/recorded\/one-by-one\.txt:\d+: recorded [\d.]+ times the latency, now [\d.]+ /,
        ),
        `${recorded("one-by-one")}:${last}: printed "at most 1 in flight", which is not recorded`,
      ],
    });
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
