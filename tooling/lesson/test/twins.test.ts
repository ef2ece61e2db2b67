import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readProgramHeader } from "@samples/lab/program-header";
import { embedStructure, hashOutput, printedOutput } from "@samples/snippets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecording } from "../src/recording/compare-recording.ts";
import { compareTwins } from "../src/recording/compare-twins.ts";
import type { ListedProgram } from "../src/programs/program-index.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "twins "));
  for (const folder of ["src", "recorded"]) mkdirSync(path.join(root, folder));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A program with this header, recorded with this text and this many queries at once. */
function program(name: string, tags: string[], text: string, peak = 1): ListedProgram {
  const structure = {
    lanes: { mongodb: { names: { "find packages": 10 }, peak, chain: 10 / peak } },
    runs: [{ id: name, output: hashOutput(printedOutput(text)) }],
  };
  writeFileSync(path.join(root, "recorded", `${name}.txt`), text);
  writeFileSync(
    path.join(root, "recorded", `${name}.svg`),
    embedStructure("<svg></svg>", structure),
  );
  writeFileSync(
    path.join(root, "recorded", `${name}.run.json`),
    JSON.stringify({
      format: "lesson-run",
      version: 1,
      drawn: structure.runs[0],
      leftOut: "Too large.",
      spans: [],
    }),
  );
  const header = readProgramHeader(`/**\n${tags.map((tag) => ` * @${tag}\n`).join("")} */`);
  return {
    name: `06/${name}`,
    chapter: "06-gather",
    file: path.join(root, "src", `${name}.ts`),
    header,
  };
}

/** What is said of two twins, without the path. */
function compare(...programs: [ListedProgram, ListedProgram]) {
  const { problems, equalOnPurpose } = compareTwins([programs[0]], programs);
  return {
    problems: problems.map(
      ({ file, line, message }) => `${path.basename(file)}:${line}: ${message}`,
    ),
    equalOnPurpose,
  };
}

const wouldPass = (twin: string): string =>
  `what its twin 06/${twin} printed would pass for this: tighten the bounds (@output), print what differs, or say why the text is the same (@same-output reason)`;

describe("twins", () => {
  it("are told apart by what they print", () => {
    const gather = program("gather", ["twin slow.ts"], "10 packages in {56: duration} ms\n", 10);
    const slow = program("slow", ["twin gather.ts"], "10 packages in {512: duration} ms\n");

    expect(compare(gather, slow)).toEqual({ problems: [], equalOnPurpose: [] });
  });

  it("whose recordings would hold for each other are named, in each direction", () => {
    const fork = program("fork", ["twin row.ts"], "3 queries in {175: duration} ms\n", 2);
    const row = program("row", ["twin fork.ts"], "3 queries in {125: duration} ms\n");

    expect(compare(fork, row).problems).toEqual([
      `fork.txt:1: ${wouldPass("row")}`,
      `row.txt:1: ${wouldPass("fork")}`,
    ]);
  });

  it("that print the same on purpose say why, and their pictures differ", () => {
    const one = program("one", ["twin other.ts", "same-output both find ten"], "10 found\n", 10);
    const other = program("other", ["twin one.ts"], "10 found\n");

    expect(compare(one, other)).toEqual({
      problems: [],
      equalOnPurpose: ["06/one, 06/other: both find ten", "06/other, 06/one: both find ten"],
    });
  });

  it("that nothing tells apart must say so of their pictures, too", () => {
    const tags = ["twin other.ts", "same-output both find ten"];
    const other = program("other", ["twin one.ts"], "10 found\n");
    const alike = "say why (@same-picture reason), or show what differs";

    expect(compare(program("one", tags, "10 found\n"), other).problems).toEqual([
      `one.txt:1: neither text nor picture tells it from its twin 06/other: ${alike}`,
      `other.txt:1: neither text nor picture tells it from its twin 06/one: ${alike}`,
    ]);
    const excused = program("one", [...tags, "same-picture one leaks"], "10 found\n");
    expect(compare(excused, other).problems).toEqual([]);
  });

  it("may not excuse what differs anyway", () => {
    const one = program("one", ["twin other.ts", "same-output no"], "10 found\n");
    const other = program("other", ["twin one.ts"], "9 found\n");

    expect(compare(one, other).problems).toEqual([
      "one.txt:1: is told from 06/other's by its text: the header's @same-output is not true",
      "other.txt:1: is told from 06/one's by its text: the header's @same-output is not true",
    ]);
  });

  it("may not be let pass by bounds that let anything pass", () => {
    const tags = (twin: string): string[] => [`twin ${twin}.ts`, "output hashed in {0.5L..99L} ms"];
    const sync = program("sync", tags("async"), "hashed in {250: 0.5L..99L} ms\n0 heartbeats\n");
    const other = program("async", tags("sync"), "hashed in {125: 0.5L..99L} ms\n9 heartbeats\n");

    expect(compare(sync, other).problems).toEqual([
      'sync.txt:1: {0.5L..99L} is so wide that it lets "hashed in 125 ms" pass, which its twin 06/async printed',
      'async.txt:1: {0.5L..99L} is so wide that it lets "hashed in 250 ms" pass, which its twin 06/sync printed',
    ]);
  });

  it("must be there", () => {
    const one = program("one", ["twin nobody.ts"], "1 found\n");

    expect(compareTwins([one], [one]).problems).toEqual([
      {
        file: one.file,
        line: 1,
        message: "names the twin nobody.ts, and there is no such program",
      },
    ]);
  });
});

describe("a recording as it lies there", () => {
  it("is of one run: a text that its picture's run did not print is refused", () => {
    const one = program("one", [], "took {56: duration} ms\n");
    writeFileSync(path.join(root, "recorded", "one.txt"), "took {57: duration} ms\n");

    expect(readRecording(one)).toEqual([
      {
        file: path.join(root, "recorded", "one.svg"),
        line: 1,
        message:
          'the picture is not of the run that printed the recorded text: run "pnpm lesson record 06/one"',
      },
    ]);
  });

  it("is what its header declares", () => {
    const one = program("one", ["output {1..3} found"], "{2: 1..9} found\n");

    expect(readRecording(one)).toEqual([
      {
        file: path.join(root, "recorded", "one.txt"),
        line: 1,
        message: `recorded "{2: 1..9} found", and the header's @output makes it "{2: 1..3} found": run "pnpm lesson record 06/one"`,
      },
    ]);
  });
});
