import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { LabError, runProgram, type Run, type RunOptions } from "../src/index.ts";
import { madeOnce } from "./made-once.ts";

function run(name: string, options: RunOptions = {}) {
  return runProgram(fileURLToPath(new URL(`./programs/${name}`, import.meta.url)), options);
}

/** Runs a source that must not lie in the repository, as its tools would trip over it. */
async function runSource(source: string, options: RunOptions & { file?: string } = {}) {
  const { file = "program.ts", ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), "lab test "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, file);
  await writeFile(path, source);
  return runProgram(path, rest);
}

function howItEnded({ exitCode, signal, timedOut, outcome }: Run) {
  return { exitCode, signal, timedOut, ...outcome };
}

const heard: string[] = [];
const throwing = madeOnce(() => run("throws.ts", { onOutput: (line) => heard.push(line.text) }));

test("an error that nobody catches is a crash, with the error's own words", async () => {
  expect(howItEnded(await throwing())).toEqual({
    exitCode: 1,
    signal: null,
    timedOut: false,
    kind: "crashed",
    sentence: "The program crashed: RangeError: too far",
  });
});

test("each line is passed on, in the order of the record", async () => {
  const { output } = await throwing();

  expect(heard[0]).toBe("before");
  expect(heard).toEqual(output.map((line) => line.text));
});

test("an await at top level that throws is a crash as well", async () => {
  expect(howItEnded(await run("throws-at-top-level.ts"))).toMatchObject({
    kind: "crashed",
    sentence: "The program crashed: TypeError: awaited and not caught",
  });
});

test("a rejection while the program awaits something else is told from a crash", async () => {
  expect(howItEnded(await run("forgets-a-rejection.ts"))).toMatchObject({
    exitCode: 1,
    kind: "unhandled-rejection",
    sentence: expect.stringContaining("TypeError: nobody listened"),
  });
});

test("a rejection with something that is no Error shows what it was", async () => {
  const ended = await runSource('void Promise.reject("just text");');

  expect(ended.outcome).toMatchObject({
    kind: "unhandled-rejection",
    sentence: expect.stringContaining('"just text"'),
  });
});

test("process.exit is an end of its own will, and what was in flight is cut", async () => {
  let asked = 0;
  const ended = await run("exits-with-three.ts", {
    withProxy(proxy) {
      proxy.onCommand(({ connection }) => {
        asked += 1;
        if (asked === 2) proxy.stall(connection);
      });
    },
  });

  expect(howItEnded(ended)).toEqual({
    exitCode: 3,
    signal: null,
    timedOut: false,
    kind: "exited",
    sentence: "The program ended with exit code 3.",
  });
  expect(ended.timeline.mongodb("find").map(({ ok, cut }) => ({ ok, cut }))).toEqual([
    { ok: true },
    { ok: false, cut: true },
  ]);
  expect(ended.timeline.output("one").length).toBe(1);
});

test("a command that the program itself gave up is not cut", async () => {
  const { timeline, exitCode } = await run("gives-up.ts");

  expect(exitCode).toBe(0);
  expect(timeline.mongodb("find").map(({ ok, cut }) => ({ ok, cut }))).toEqual([{ ok: false }]);
});

test("an await at top level that nothing settles is named", async () => {
  expect(howItEnded(await run("never-settles.ts"))).toMatchObject({
    exitCode: 13,
    kind: "exited",
    sentence: expect.stringContaining("nothing was left to settle"),
  });
});

test("a source that cannot be read shows the place", async () => {
  const ended = await runSource("const answer = ;\n");

  expect(howItEnded(ended)).toMatchObject({
    exitCode: 1,
    kind: "syntax-error",
    sentence: expect.stringMatching(/program\.ts:1:15: ERROR: Unexpected ";"/),
  });
  expect(ended.timeline.mongodb().length).toBe(0);
});

test("an import that a module does not have is found before anything runs", async () => {
  const ended = await runSource('import { nothing } from "node:fs";\nconsole.log(nothing);\n');

  expect(ended.outcome.kind).toBe("syntax-error");
  expect(ended.outcome.sentence).toContain("nothing");
});

test("a SyntaxError at run time is a crash", async () => {
  expect((await runSource('JSON.parse("{");')).outcome.kind).toBe("crashed");
});

test("a package that is not there comes with the command that installs it", async () => {
  const ended = await runSource('import "surely-not-installed";\n');

  expect(ended.outcome).toMatchObject({
    kind: "crashed",
    sentence: expect.stringContaining("npm install surely-not-installed"),
  });
});

test.skipIf(process.platform === "win32")("a signal is named", async () => {
  expect(howItEnded(await run("kills-itself.ts"))).toEqual({
    exitCode: null,
    signal: "SIGKILL",
    timedOut: false,
    kind: "killed",
    sentence: "The program was killed by SIGKILL.",
  });
});

test("what a program asks after it has closed its output is recorded", async () => {
  const { exitCode, output, timeline } = await run("closes-stdout.ts");

  expect(exitCode).toBe(0);
  expect(output.map((line) => line.text)).toEqual(["the last line"]);
  expect(timeline.mongodb().names).toEqual(["find packages"]);
});

test("an abort ends the program and says so", async () => {
  const controller = new AbortController();

  const ended = await run("leaves-timer-open.ts", {
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });

  expect(ended.outcome.kind).toBe("aborted");
  expect(ended.timedOut).toBe(false);
});

test("a run that is aborted before it begins does not begin", async () => {
  await expect(run("empty.ts", { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "aborted",
  });
});

test.skipIf(process.platform === "win32")(
  "a process that a program leaves behind does not outlive the run",
  async () => {
    const { output, outcome } = await run("leaves-a-child.ts");

    expect(outcome.kind).toBe("exited");
    await expectGone(Number(output[0]?.text));
  },
);

test("a file that is not there, a folder, and a file of another kind are refused by name", async () => {
  const codes = [];
  for (const file of ["programs/nowhere.ts", "programs", "../package.json"]) {
    const error: unknown = await runProgram(fileURLToPath(new URL(file, import.meta.url))).catch(
      (reason: unknown) => reason,
    );
    codes.push(error instanceof LabError ? error.code : error);
  }

  expect(codes).toEqual(["file-not-found", "not-a-program", "not-a-program"]);
});

test("TypeScript outside of the repository finds the driver, and may await at top level", async () => {
  const { outcome, output, timeline } = await runSource(
    [
      'import { MongoClient } from "mongodb";',
      "await using client = new MongoClient(process.env.MONGODB_URI!);",
      "const one: unknown = await client.db().collection('packages').findOne();",
      "console.log(one !== null);",
    ].join("\n"),
  );

  expect(outcome).toMatchObject({ kind: "exited" });
  expect(output.map((line) => line.text)).toEqual(["true"]);
  expect(timeline.mongodb().names).toEqual(["find packages"]);
});

test("CommonJS outside of the repository stays what it is", async () => {
  const { output } = await runSource(
    'const { join } = require("node:path");\nconsole.log(typeof join, typeof module);\n',
  );

  expect(output.map((line) => line.text)).toEqual(["function object"]);
});

/** Waits until a process is gone; the test's own time limit ends the wait. */
async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ESRCH");
      return;
    }
    await sleep(10);
  }
}
