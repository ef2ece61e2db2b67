import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawnLesson, withoutNumbers } from "./spawn-lesson.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "a folder outside "));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("lesson run", () => {
  it("prints the output, the picture, and what was seen", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson(["run", "three-queries.ts"]);

    const lines = withoutNumbers(stdout).split("\n");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect([lines.slice(0, 3), lines.slice(-3)]).toEqual([
      ["three are answered", "", "three-queries.ts  Three queries, latency <n> ms, <server>"],
      [
        expect.stringMatching(/^3 queries .+ in <n> ms\.$/),
        // On a busy machine it may be longer, and have kept a reply waiting.
        expect.stringMatching(/^Longest turn: <n> m?s.*, in which nothing could be sent or read\./),
        "",
      ],
    ]);
    expect(stdout.match(/^[abc] find packages .*─.* \d+ ms$/gm)).toHaveLength(3);
    expect(stdout).toMatch(/^in flight .*peak [123]$/m);
  });

  it("lists the slowest commands with --slowest: what was asked, what was examined, where it was awaited", async () => {
    const text = await spawnLesson(["run", "three-queries.ts", "--slowest", "1"]);
    const json = await spawnLesson(["run", "three-queries.ts", "--slowest", "--json"]);

    const { slowest } = JSON.parse(json.stdout) as { slowest: unknown[] };
    expect(withoutNumbers(text.stdout)).toMatch(/^Slowest at the server:\n1\. find packages/m);
    expect(text.stdout).toMatch(/^ {3}examined 1 document to find 1: COLLSCAN, LIMIT$/m);
    expect(text.stdout).toMatch(/^ {3}reply \S+ \S+ · .*three-queries\.ts:\d+$/m);
    expect(slowest).toHaveLength(3);
  });

  it("prints one JSON object and nothing else with --json", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson([
      "run",
      "three-queries.ts",
      "--json",
      "--latency",
      "20",
    ]);

    const run = JSON.parse(stdout) as {
      timeline: { spans: { command?: string; startMs: number; endMs: number }[] };
    };
    const finds = run.timeline.spans.filter(({ command }) => command === "find");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(run).toMatchObject({
      program: "tooling/lesson/test/programs/three-queries.ts",
      title: "Three queries",
      exitCode: 0,
      signal: null,
      latencyMs: 20,
      output: [{ stream: "stdout", text: "three are answered" }],
    });
    expect(finds).toHaveLength(3);
    expect(finds.filter(({ startMs, endMs }) => endMs - startMs < 19)).toEqual([]);
  });

  it("asks a program that is a server, ends it, and says what came of each request", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson([
      "run",
      "server.ts",
      "--request",
      "GET /packages/bson",
      "--request",
      "/packages/nobody",
    ]);

    const lines = withoutNumbers(stdout).trimEnd().split("\n");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toMatch(/^1 GET \/packages\/bson .* 200, \d+ ms$/m);
    expect(stdout).toMatch(/^a {3}find bson .* \d+ ms$/m);
    expect(stdout).toMatch(/^2 GET \/packages\/nobody .*✗ .*404, \d+ ms$/m);
    expect(lines.filter((line) => line.startsWith("GET "))).toEqual([
      "GET /packages/bson answered 200 after <n> ms: 1 query.",
      "GET /packages/nobody answered 404 after <n> ms: 1 query.",
    ]);
  });

  it("ends with code 1 when a request is not answered, and says why", async () => {
    const { stderr, exitCode } = await spawnLesson([
      "run",
      "server.ts",
      "--no-picture",
      "--request",
      "/never",
      "--request-time-limit",
      "200",
    ]);

    expect({ stderr, exitCode }).toEqual({
      stderr: "GET /never got no answer: no answer within 0.2 s.\n",
      exitCode: 1,
    });
  });

  it("refuses a request that makes no sense before anything runs", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson([
      "run",
      "server.ts",
      "--request",
      "https://localhost:3000/",
    ]);

    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toContain("HTTPS is not supported");
  });

  it("runs a file outside of the repository with its arguments, and ends with its exit code", async () => {
    writeFileSync(
      path.join(folder, "mine.mts"),
      "const given: string[] = process.argv.slice(2);\nconsole.log(given);\nprocess.exitCode = 7;\n",
    );

    expect(
      await spawnLesson(["run", "mine.mts", "--no-picture", "--", "a b", "--json"], {
        cwd: folder,
      }),
    ).toEqual({
      stdout: "[ 'a b', '--json' ]\n",
      stderr: "The program ended with exit code 7.\n",
      exitCode: 7,
    });
  });

  it("says where a program cannot be read, in one sentence without a stack", async () => {
    const file = path.join(folder, "cannot-be-read.ts");
    writeFileSync(file, 'const name: = "a type is missing";\n');

    expect(await spawnLesson(["run", file])).toEqual({
      stdout: "",
      stderr: `The program cannot be read: ${file}:1:12: ERROR: Unexpected "="\n`,
      exitCode: 1,
    });
  });

  // A child of this process cannot be sent a Ctrl-C on Windows, only be killed.
  it.skipIf(process.platform === "win32")(
    "passes a line on while the program runs, and ends and draws it on Ctrl-C",
    async () => {
      let program = Number.NaN;

      const ended = await spawnLesson(["run", "beat-for-ever.mjs"], {
        onStdout(stdout, child) {
          // Once: a second Ctrl-C would quit at once.
          if (!Number.isNaN(program)) return;
          program = Number(/^begun as (\d+)\n/.exec(stdout)?.[1]);
          child.kill("SIGINT");
        },
      });

      expect({ ...ended, stdout: ended.stdout.split("\n").slice(0, 3) }).toEqual({
        stdout: [`begun as ${program}`, "", expect.stringMatching(/beat-for-ever\.mjs {2}/)],
        stderr: "You ended the program.\n",
        exitCode: 130,
      });
      expect(() => process.kill(program, 0)).toThrow("ESRCH");
    },
  );
});

describe("a second Ctrl-C", () => {
  it.skipIf(process.platform === "win32")("quits, and leaves nothing running", async () => {
    let program = Number.NaN;

    const ended = await spawnLesson(["run", "ignores-ctrl-c.mjs"], {
      onStdout(stdout, child) {
        if (Number.isNaN(program)) child.kill("SIGINT");
        else if (stdout.endsWith("not yet\n")) child.kill("SIGINT");
        program = Number(/^begun as (\d+)\n/.exec(stdout)?.[1]);
      },
    });

    expect(ended).toEqual({
      stdout: `begun as ${program}\nnot yet\n`,
      stderr: "",
      exitCode: 130,
    });
    expect(() => process.kill(program, 0)).toThrow("ESRCH");
  });
});

describe("lesson compare", () => {
  it("prints both runs and the difference as one JSON object", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson([
      "compare",
      "06/one-by-one",
      "06/gather",
      "--json",
    ]);

    const { runs, difference } = JSON.parse(stdout) as {
      runs: { program: string; durationMs: number }[];
      difference: string;
    };
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(runs.map(({ program }) => program)).toEqual([
      "chapters/06-gather/src/one-by-one.ts",
      "chapters/06-gather/src/gather.ts",
    ]);
    // How many times as long, and how many at once, is for the machine to say: both are in the picture.
    expect(difference).toMatch(
      /^06\/one-by-one against 06\/gather: 10 round trips in a row against \d, .+\.$/,
    );
  });
});

describe("lesson start", () => {
  it("tells the first lesson with two runs: outputs, pictures, ratio, and where to go on", async () => {
    const { stdout, stderr, exitCode } = await spawnLesson(["start"]);

    const text = withoutNumbers(stdout);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(text).toMatch(
      /^02\/blocking-query\n10 packages, 0 heartbeats meanwhile\n\n02\/async-all-at-once\n10 packages, [1-9]/m,
    );
    expect(text).toMatch(
      /^02\/blocking-query {2}[^]+peak 1\n\n02\/async-all-at-once {2}[^]+peak \d+\n/m,
    );
    expect(text.replaceAll(/\s+/g, " ")).toMatch(
      /02\/blocking-query against 02\/async-all-at-once: 10 round trips in a row against \d, .+\./,
    );
    expect(text).toContain("pnpm lesson compare 02/blocking-query 02/async-one-by-one\n");
  });
});
