import { Timeline, type MongodbSpan } from "@samples/timeline";
import { describe, expect, it } from "vitest";
import { closingWords } from "../src/running/closing-words.ts";
import { exitCodeOf } from "../src/running/exit-code.ts";
import type { ListedProgram } from "../src/programs/program-index.ts";

const find = (startMs: number): MongodbSpan => ({
  lane: "mongodb",
  name: "find packages",
  command: "find",
  startMs,
  endMs: startMs + 50,
  ok: true,
  connection: 1,
  requestId: startMs,
});

const listed = (name: string, header: Partial<ListedProgram["header"]>): ListedProgram => ({
  name: `06/${name}`,
  chapter: "06-gather",
  file: `/chapters/06-gather/src/${name}.ts`,
  header: { tags: {}, text: "", ...header },
});
const gather = listed("gather", { twin: "one-by-one.ts" });
const oneByOne = listed("one-by-one", { twin: "gather.ts", wrong: true });
const crash = listed("await-later", { exits: 1 });
const deadlock = listed("deadlock", { hangs: true });
const programs = [gather, oneByOne, crash, deadlock];

const run = (
  changes: Partial<Parameters<typeof closingWords>[0]> = {},
): Parameters<typeof closingWords>[0] => ({
  timeline: new Timeline({ spans: [], connections: [], marks: [] }),
  outcome: { kind: "exited", sentence: "The program ended by itself." },
  exitCode: 0,
  timedOut: false,
  requests: [],
  ...changes,
});

const twoQueries = new Timeline({ spans: [find(10), find(20)], connections: [], marks: [] });
const crashed = run({ outcome: { kind: "crashed", sentence: "It crashed." }, exitCode: 1 });
const timedOut = run({
  outcome: { kind: "timed-out", sentence: "It hung." },
  exitCode: null,
  timedOut: true,
});

describe("closingWords", () => {
  it("counts the operations, and names the twin, the wrong way first", () => {
    const summary =
      "2 queries all at once in 60 ms.\nBeside its twin: pnpm lesson compare 06/one-by-one 06/gather";

    expect(
      [gather, oneByOne].map((program) =>
        closingWords(
          run({ timeline: twoQueries }),
          { file: program.file, listed: program },
          programs,
        ),
      ),
    ).toEqual([{ summary }, { summary }]);
  });

  it("sets off how many were under way at most", () => {
    const spans = [find(10), find(20), find(1_000)];
    const three = new Timeline({ spans, connections: [], marks: [] });

    expect(closingWords(run({ timeline: three }), { file: "/mine.ts" }, []).summary).toBe(
      "3 queries, at most 2 at once, in 1.04 s.",
    );
  });

  it("has nothing to say about a file of one's own that did nothing and ended well", () => {
    expect(closingWords(run(), { file: "/mine.ts" }, programs)).toEqual({});
  });

  it("gives the verdict on a long turn, and on any turn in a file of one's own", () => {
    const turn = { startMs: 0, endMs: 0, repliesUnread: 0, longestUnreadMs: 0, sentAfter: 0 };
    const long = run({
      verdict: {
        ...turn,
        longestTurnMs: 5020,
        repliesUnread: 2,
        longestUnreadMs: 264,
        sentAfter: 1,
      },
    });
    const short = run({ timeline: twoQueries, verdict: { ...turn, longestTurnMs: 12 } });
    const queries = "2 queries all at once in 60 ms.";

    expect([
      closingWords(long, { file: crash.file, listed: oneByOne }, []).summary,
      closingWords(short, { file: crash.file, listed: oneByOne }, []).summary,
      closingWords(short, { file: "/mine.ts" }, []).summary,
      closingWords(run({ verdict: { ...turn, longestTurnMs: 12 } }), { file: "/mine.ts" }, [])
        .summary,
    ]).toEqual([
      "Longest turn: 5.02 s, in which nothing could be sent or read. 2 replies lay unread meanwhile, one of them for 264 ms. 1 command was sent only after it.",
      queries,
      `${queries}\nLongest turn: 12 ms, in which nothing could be sent or read.`,
      undefined,
    ]);
  });

  it("calls a crash and a hang an error", () => {
    expect(closingWords(crashed, { file: "/mine.ts" }, programs)).toEqual({ error: "It crashed." });
    expect(closingWords(timedOut, { file: "/mine.ts" }, programs)).toEqual({ error: "It hung." });
  });

  it("calls neither an error where the program is there to show it", () => {
    expect(closingWords(crashed, { file: crash.file, listed: crash }, programs)).toEqual({
      summary: "It crashed. That is what it is here to show.",
    });
    expect(closingWords(timedOut, { file: deadlock.file, listed: deadlock }, programs)).toEqual({
      summary: "It hung. That is what it is here to show.",
    });
  });

  it("calls it an error when a program that should crash ends well", () => {
    expect(closingWords(run(), { file: crash.file, listed: crash }, programs)).toEqual({
      error: "The program ended by itself.",
    });
  });
});

describe("exitCodeOf", () => {
  it("is the program's own, 128 and the signal's number, or 124 at the time limit", () => {
    const { outcome, requests } = run();
    const rest = { outcome, requests, timedOut: false };

    expect([
      exitCodeOf({ ...rest, exitCode: 0, signal: null }),
      exitCodeOf({ ...rest, exitCode: 7, signal: null }),
      exitCodeOf({ ...rest, exitCode: null, signal: "SIGKILL" }),
      exitCodeOf({ ...rest, exitCode: null, signal: "SIGKILL", timedOut: true }),
    ]).toEqual([0, 7, 137, 124]);
  });
});
