import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import type { HttpSpan } from "@samples/timeline";
import { describe, expect, test } from "vitest";
import { attributeSlices } from "../../src/thread/index.ts";
import { clockZero } from "../../src/thread/preload/clock-zero.mjs";
import type { RawSlice } from "../../src/thread/index.ts";
import { madeOnce } from "../made-once.ts";
import { lengthOf, originOf, recordProgram } from "./record-program.ts";

/** How well two clocks can be compared, in ms. */
const clockReadingMs = 0.1;

const orderOfEvents = madeOnce(() => recordProgram("order-of-events.mjs"));
const busy = madeOnce(() => recordProgram("busy.mjs"));
const typed = madeOnce(() =>
  recordProgram("typed.ts", { nodeOptions: "--stack-trace-limit=1", args: ["an argument"] }),
);

describe("the recorder stays out of the way", () => {
  test("the order of ticks, microtasks, timers, immediates and I/O is the same with it", async () => {
    const watched = await orderOfEvents();
    const alone = await recordProgram("order-of-events.mjs", { isUnwatched: true });

    expect(watched.stderr).toBe("");
    expect(watched.stdout.split("\n")).toHaveLength(1 + 3 + 20 * 15 + 1);
    expect(watched.stdout).toBe(alone.stdout);
    expect(alone.slices).toEqual([]);
  });

  test("a program that installs hooks itself sees what it would see alone", async () => {
    const watched = await recordProgram("own-hooks.mjs");
    const alone = await recordProgram("own-hooks.mjs", { isUnwatched: true });

    expect(JSON.parse(watched.stdout)).toEqual(JSON.parse(alone.stdout));
    expect(JSON.parse(watched.stdout)).toMatchObject({ contexts: ["a", "b", "c"], ids: 3 });
    // A busy machine can make another one long as well.
    const long = watched.slices.filter((slice) => lengthOf(slice) > 29);
    expect(long.map(originOf)).toContain("Timeout");
  });

  test("NODE_OPTIONS that the program has already are kept", async () => {
    const run = await typed();

    expect(run.stdout).toBe('{"line":7} an argument\n');
    expect(run.slices.map(originOf)).toContain("Timeout");
  });

  test("no warning reaches the program's stderr", async () => {
    const run = await recordProgram("many-promises.mjs", { nodeOptions: "--pending-deprecation" });

    expect(run.stderr).toBe("");
    expect(run.stdout).toBe("10000\n");
  });
});

describe("slices", () => {
  test("a busy program leaves no gap: its own times lie inside one slice each", async () => {
    const run = await busy();

    const said = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as [string, number, number])
      .filter(([name]) => name !== "module");
    const homes = said.map(([name, start, end]) => {
      const home = run.slices.find(
        (slice) =>
          slice.startMs <= start - run.zeroMs + clockReadingMs &&
          slice.endMs >= end - run.zeroMs - clockReadingMs,
      );
      return [name, home && originOf(home)];
    });
    expect(homes).toEqual([
      ["start", "start"],
      ["after await", "Timeout"],
      ["tick", "Timeout"],
    ]);
  });

  test("loading is one slice from the process's start, and the first line begins the next", async () => {
    const run = await busy();

    const [moduleLoaded, firstLine] = run.stdout
      .split("\n", 2)
      .map((line) => (JSON.parse(line) as [string, number])[1] - run.zeroMs);
    const [load, start] = run.slices;
    expect(load?.origin).toEqual({ kind: "load" });
    expect(start?.origin).toEqual({ kind: "start" });
    expect(load?.startMs).toBeGreaterThanOrEqual(0);
    expect(load?.endMs).toBe(start?.startMs);
    expect(start?.startMs).toBeGreaterThan(moduleLoaded ?? Infinity);
    expect(start?.startMs).toBeLessThan(firstLine ?? 0);
  });

  test("slices of one thread are in order and never overlap", async () => {
    const run = await orderOfEvents();

    expect(run.slices.length).toBeGreaterThan(20 * 4);
    for (const [index, slice] of run.slices.entries()) {
      expect(slice.endMs).toBeGreaterThanOrEqual(slice.startMs);
      const next = run.slices[index + 1];
      if (next) expect(next.startMs).toBeGreaterThanOrEqual(slice.endMs);
    }
    expect(run.slices.at(-1)?.endMs).toBeLessThanOrEqual(run.endMs);
  });

  test("a CommonJS program has its load and its start", async () => {
    const run = await recordProgram("common.cjs");

    expect(run.stdout).toBe("thread 0\n");
    const [load, start] = run.slices;
    expect([load?.origin.kind, start?.origin.kind]).toEqual(["load", "start"]);
    expect(start && lengthOf(start)).toBeGreaterThan(29);
    expect(run.slices.map(originOf)).toContain("Timeout");
  });

  test("10,000 promises that wait for one timer are one slice of that timer", async () => {
    const run = await recordProgram("many-promises.mjs");

    const timers = run.slices.filter((slice) => originOf(slice) === "Timeout");
    expect(run.stdout).toBe("10000\n");
    expect(timers).toHaveLength(1);
  });
});

describe("however the program ends", () => {
  test.each([
    { how: "exit", exitCode: 7, isCut: false },
    { how: "throw", exitCode: 1, isCut: false },
    { how: "close-stdout", exitCode: 0, isCut: false },
    ...(process.platform === "win32" ? [] : [{ how: "kill", exitCode: null, isCut: true }]),
  ])("$how: what ran until then is recorded", async ({ how, exitCode, isCut }) => {
    const run = await recordProgram("ends.mjs", { args: [how] });

    expect(run.exitCode).toBe(exitCode);
    const long = run.slices.filter(
      (slice) => originOf(slice) === "Timeout" && lengthOf(slice) > 29,
    );
    // A busy machine can make another one long as well.
    expect(long.map((slice) => slice.cut ?? false)).toContain(isCut);
    expect(run.slices.filter((slice) => slice.cut)).toEqual(isCut ? [long.at(-1)] : []);
  });

  test("slices go on after an error that the program handles", async () => {
    const run = await recordProgram("handles-errors.mjs");

    expect(run.stdout).toBe("handled: in a timer\nhandled: in a tick\ngoes on\n");
    const long = run.slices.filter((slice) => lengthOf(slice) > 29 && originOf(slice) !== "load");
    expect(long.map(originOf)).toContain("Immediate");
  });

  test("a program that is killed while it waits was not busy when it ended", async () => {
    const run = await recordProgram("waits.mjs", {
      // Its slice need not be over when its output is here.
      onOutput: (_text, kill) => setTimeout(kill, 500),
    });

    expect(run.signal === "SIGKILL" || process.platform === "win32").toBe(true);
    const last = run.slices.at(-1);
    expect(last && originOf(last)).toBe("Timeout");
    expect(last?.cut).toBeUndefined();
    expect(run.endMs - (last?.endMs ?? 0)).toBeGreaterThan(99);
  });
});

describe("threads", () => {
  test("workers and child processes have lanes of their own, also from a path with spaces", async () => {
    const run = await recordProgram("with a space/family.mjs");

    expect(run.stderr).toBe("");
    expect(run.threads).toEqual([
      { number: 0, kind: "main", name: "family.mjs" },
      { number: 1, kind: "worker", name: "worker.mjs" },
      { number: 2, kind: "worker", name: "worker.mjs" },
      { number: 3, kind: "process", name: "child.mjs" },
      { number: 4, kind: "process" },
    ]);
    const longestOfEach = [1, 2, 3].map((thread) => longest(run.slices, thread));
    for (const slice of longestOfEach) expect(lengthOf(slice)).toBeGreaterThan(29);
    expect(run.slices.filter(({ thread }) => thread === 4).map(originOf)).toContain("Timeout");
    const messages = attributeSlices(run.slices, { mongodb: [], http: [], connections: [] }).filter(
      (span) => span.thread === 0 && span.cause.kind === "message",
    );
    expect(messages.length).toBeGreaterThanOrEqual(4);
  });

  test("the TypeScript loader's own worker is no thread of the program", async () => {
    const run = await typed();

    expect(run.threads).toEqual([{ number: 0, kind: "main", name: "typed.ts" }]);
  });
});

test("an HTTP response is known by its port, to fetch and to node:http", async () => {
  const requests: { localPort: number; url: string; atMs: number }[] = [];
  const server = createServer((request, response) => {
    const { url = "", socket } = request;
    requests.push({ localPort: socket.remotePort ?? 0, url, atMs: performance.now() });
    setTimeout(() => response.end("fine"), 20);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const run = await recordProgram("http.mjs", { env: { API_URL: `http://127.0.0.1:${port}` } });

  server.close();
  // From this process's performance.now() to the run's axis.
  const offsetMs = clockZero(() => performance.now()) - run.zeroMs;
  const http = requests.map(({ localPort, url, atMs }): HttpSpan => ({
    lane: "http",
    name: `GET ${url}`,
    method: "GET",
    url,
    localPort,
    ok: true,
    startMs: atMs + offsetMs,
    endMs: atMs + offsetMs + 20,
  }));
  const handled = attributeSlices(run.slices, { mongodb: [], connections: [], http })
    .filter((span) => span.cause.kind === "http")
    .map((span) => span.name);
  expect([...new Set(handled)]).toEqual(["GET /by-fetch", "GET /by-http"]);
});

/** A million, the recorder's own limit, takes a minute of a busy machine: continuous integration does that once. */
const sliceLimit = Number(process.env.SLICE_LIMIT ?? 5000);

test("slices are recorded up to the limit, and what comes after them is counted", async () => {
  const turns = sliceLimit + 10_000;

  const run = await recordProgram("many-immediates.mjs", {
    args: [String(turns)],
    maxSlices: sliceLimit,
  });

  const immediates = run.slices.filter((slice) => originOf(slice) === "Immediate");
  expect(run.exitCode).toBe(0);
  expect(immediates.length + run.droppedSlices).toBe(turns);
  expect(run.slices.length - immediates.length).toBeLessThan(100);
  // The loading of modules has slices, too.
  expect(immediates.length).toBeGreaterThan(sliceLimit - 100);
  expect(run.droppedSlices).toBeGreaterThanOrEqual(10_000);
}, 180_000);

function longest(slices: RawSlice[], thread: number): RawSlice {
  return slices
    .filter((slice) => slice.thread === thread && slice.origin.kind !== "load")
    .reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
}

test.runIf(process.platform === "linux")(
  "a thread that is blocked is told from one that computes, whether it waits for a cell or a child process",
  async () => {
    const { slices } = await recordProgram("blocks.mjs");

    const long = slices.filter(
      (slice) => slice.thread === 0 && slice.origin.kind !== "load" && lengthOf(slice) > 60,
    );
    // On a busy machine a short slice may be long as well, without a processor: that is not blocked.
    const blocked = long.map(({ blockedMs = 0 }) => blockedMs > 60);
    expect(blocked.filter(Boolean)).toHaveLength(2);
    expect(blocked).toContain(false);
  },
);
