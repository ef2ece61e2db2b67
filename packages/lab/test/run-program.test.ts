import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram, type RunOptions } from "../src/index.ts";
import { madeOnce } from "./made-once.ts";

function run(name: string, options: RunOptions = {}) {
  return runProgram(fileURLToPath(new URL(`./programs/${name}`, import.meta.url)), options);
}

/** The line, counted from 1, on which a text stands in a program. */
function lineOf(name: string, text: string): number {
  const source = readFileSync(new URL(`./programs/${name}`, import.meta.url), "utf8");
  return source.split("\n").findIndex((line) => line.includes(text)) + 1;
}

function texts(output: { text: string; stream: string }[], stream = "stdout"): string[] {
  return output.filter((line) => line.stream === stream).map((line) => line.text);
}

const gathered = madeOnce(() => run("gather.ts"));

/** The last reply first. */
const released = madeOnce(() =>
  run("gather.ts", {
    threadLane: false,
    holdUntil: { commands: 10, command: "find" },
    releaseOrder: (held) => held.toReversed(),
  }),
);

/** A hold for two commands that a program with one at a time cannot fill. */
const heldInVain = madeOnce(() =>
  run("one-by-one.ts", { latencyMs: 5, holdUntil: { commands: 2, timeLimitMs: 200 } }),
);

const unconnected = madeOnce(() =>
  runProgram(new URL("./programs/ignores-the-address.ts", import.meta.url).href),
);

test("a run tells what the program is, how it ended, what it printed and what it asked", async () => {
  const { timeline, output, durationMs, outcome, database, verdict, ...rest } = await gathered();

  const finds = timeline.mongodb("find");
  expect(verdict?.longestTurnMs).toBeGreaterThan(0);
  expect(rest).toEqual({
    program: "packages/lab/test/programs/gather.ts",
    title: "Ask for everything, then wait",
    exitCode: 0,
    signal: null,
    timedOut: false,
    plots: [],
    values: [],
    requests: [],
    latencyMs: 40,
  });
  expect(outcome).toEqual({ kind: "exited", sentence: "The program ended by itself." });
  expect(texts(output)).toEqual(["10 packages"]);
  expect(texts(output, "stderr")).toEqual([]);
  expect(database.name).toMatch(/^lesson_[0-9a-f]{16}$/);
  expect(finds.names).toEqual(Array.from({ length: 10 }, () => "find packages"));
  expect(finds.toArray().every((span) => span.ok && span.endMs - span.startMs >= 39)).toBe(true);
  expect(finds.startMs).toBeGreaterThan(0);
  expect(output[0]?.atMs).toBeGreaterThanOrEqual(finds.endMs);
  expect(durationMs).toBeGreaterThanOrEqual(finds.durationMs);
});

test("the thread's slices tell which reply they handled", async () => {
  const { timeline } = await gathered();

  const handled = timeline.mongodb("find").map((find) => timeline.slicesFor(find).length > 0);
  expect(handled).toEqual(Array.from({ length: 10 }, () => true));
  expect(timeline.threads.map(({ kind }) => kind)).toEqual(["main"]);
});

test("without the thread lane the rest of the run is the same", async () => {
  const { timeline, output } = await released();

  expect(timeline.thread().length).toBe(0);
  expect(timeline.mongodb("find").length).toBe(10);
  expect(texts(output)).toEqual(["10 packages"]);
});

test("the latency is the option's, else the header's, else 50 ms", async () => {
  const [byOption, byHeader, byDefault] = [
    await heldInVain(),
    await gathered(),
    await unconnected(),
  ];

  expect([byOption.latencyMs, byHeader.latencyMs, byDefault.latencyMs]).toEqual([5, 40, 50]);
});

test("numbers that the header names are in the run", async () => {
  const { plots } = await run("prints-numbers.ts", { threadLane: false });

  expect(plots.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
    ["depth", [1, 2]],
  ]);
});

test("which line awaits a command is recorded where it is asked for, through Promise.all as well", async () => {
  const lines = async (name: string, options: RunOptions) => {
    const { timeline } = await run(name, options);
    return [...new Set(timeline.mongodb("find").map(({ awaitedAt }) => JSON.stringify(awaitedAt)))];
  };

  const at = (name: string, text: string) =>
    JSON.stringify({ file: `packages/lab/test/programs/${name}`, line: lineOf(name, text) });
  expect([
    await lines("gather.ts", { latencyMs: 5, sendLines: true }),
    await lines("one-by-one.ts", { latencyMs: 5, sendLines: true }),
    await lines("gather.ts", { latencyMs: 5 }),
  ]).toEqual([
    [at("gather.ts", "await Promise.all")],
    [at("one-by-one.ts", "findOne")],
    [undefined],
  ]);
});

test("the driver's own timers are no ticks of the program's", async () => {
  const { timeline } = await run("fills-its-pool.ts", { latencyMs: 5 });

  const timers = (internal: boolean) =>
    timeline.thread({ cause: "timer", internal }).map(({ name }) => name);
  expect(new Set(timers(false))).toEqual(new Set(["timer"]));
  expect(timers(true)).toContain("the driver's timer");
});

test("a file URL is as good as a path", async () => {
  const { exitCode, program } = await unconnected();

  expect([exitCode, program]).toEqual([0, "packages/lab/test/programs/ignores-the-address.ts"]);
});

test("a program that knows MongoDB and never connects is marked", async () => {
  const { timeline, outcome } = await unconnected();

  expect(outcome.kind).toBe("exited");
  expect(timeline.marks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    "note: The program never connected to the lab's MongoDB. Does it use the address in process.env.MONGODB_URI?",
  ]);
});

test("a program gets its arguments and its environment, and nothing of the lab's or the tests'", async () => {
  const { output } = await run("shows-its-environment.ts", {
    args: ["--user", "a b"],
    env: { ANSWER: "42" },
  });

  expect(JSON.parse(output[0]?.text ?? "")).toEqual({
    folder: "",
    args: ["--user", "a b"],
    answer: "42",
    fromVitest: [],
    compiled: "compiled",
    weather: "some",
  });
});

test("the API answers for ten cities, and its record says who hung up", async () => {
  // Long beside the 100 ms after which the program hangs up, however late its timer is on a busy machine.
  const { output, timeline } = await run("calls-weather.ts", { weatherLatencyMs: 1000 });

  expect(texts(output)).toEqual([
    '10 {"city":"Oslo","temperature":4,"wind":17,"conditions":"snow"} 404 AbortError',
  ]);
  expect(
    timeline.http().map(({ name, method, status, ok, localPort, startMs, endMs }) => ({
      name,
      method,
      status,
      ok,
      known: localPort !== undefined,
      took: endMs - startMs >= 999,
    })),
  ).toEqual([
    { name: "GET /cities", method: "GET", status: 200, ok: true, known: true, took: true },
    { name: "GET /weather/oslo", method: "GET", status: 200, ok: true, known: true, took: true },
    {
      name: "GET /weather/atlantis",
      method: "GET",
      status: 404,
      ok: false,
      known: true,
      took: true,
    },
    expect.objectContaining({ name: "GET /weather/lima", status: undefined, ok: false }),
  ]);
});

test("what a program's worker and child process ask is recorded, too", async () => {
  const { timeline, exitCode } = await run("has-helpers.ts");

  expect(exitCode).toBe(0);
  expect(timeline.mongodb().map((span) => span.name)).toEqual([
    "find packages",
    "distinct packages",
    "distinct packages",
  ]);
  expect(timeline.threads.map(({ kind }) => kind)).toEqual(["main", "worker", "process"]);
});

test("replies are held until enough commands are in flight, and let go in the order asked for", async () => {
  const { timeline } = await released();

  const finds = timeline.mongodb("find");
  expect(finds.allStartBeforeAnyEnds).toBe(true);
  expect(finds.inOrderOfEnd().map((span) => span.requestId)).toEqual(
    finds.map((span) => span.requestId).toReversed(),
  );
});

test("a hold that a program cannot fill ends by itself and is marked", async () => {
  const { timeline, exitCode } = await heldInVain();

  expect(exitCode).toBe(0);
  expect(timeline.marks.map((mark) => mark.kind)).toEqual(["hold-timed-out"]);
});

test("an order without a hold is refused", async () => {
  await expect(run("gather.ts", { releaseOrder: (held) => held })).rejects.toMatchObject({
    code: "bad-option",
  });
});

test("a connection breaks at the command that is asked for, before the server has it", async () => {
  const { timeline, output } = await run("one-by-one.ts", { latencyMs: 5, cut: "find 3" });

  // The driver asks once more, on a new connection.
  expect(texts(output)).toEqual(["10 packages"]);
  expect(timeline.mongodb("find").map(({ ok }) => ok)).toEqual([
    true,
    true,
    false,
    ...Array.from({ length: 8 }, () => true),
  ]);
});

test("@cut in a program's header does the same", async () => {
  const { timeline, output } = await run("is-cut-off.ts", { latencyMs: 5 });

  expect(texts(output)).toEqual(["MongoNetworkError"]);
  expect(timeline.mongodb("find").map(({ ok }) => ok)).toEqual([true, false]);
});

test("a cut that is no command is refused", async () => {
  await expect(run("one-by-one.ts", { cut: "3 finds" })).rejects.toThrow(
    'Cannot cut a connection at "3 finds": expected a command and which of its kind, such as "getMore 3".',
  );
});
