import type { Run } from "@samples/lab";
import { Timeline, type Span } from "@samples/timeline";
import { expect, it } from "vitest";
import { fromFirstOperation } from "../src/running/from-first-operation.ts";

const slice = (startMs: number, endMs: number): Span => ({
  lane: "thread",
  name: "start",
  startMs,
  endMs,
  ok: true,
  cause: { kind: "start" },
  thread: 0,
});
const find: Span = {
  lane: "mongodb",
  name: "find packages",
  command: "find",
  startMs: 100,
  endMs: 150,
  ok: true,
  connection: 1,
  requestId: 1,
};
const runOf = (spans: Span[]): Run => ({
  program: "mine.ts",
  exitCode: 0,
  signal: null,
  timedOut: false,
  outcome: { kind: "exited", sentence: "The program ended by itself." },
  database: { kind: "embedded", version: "8.0.0", name: "lesson_1" },
  latencyMs: 50,
  durationMs: 150,
  output: [],
  plots: [],
  values: [],
  requests: [],
  timeline: new Timeline({ spans, connections: [], marks: [] }),
});

it("drops what ended before the first command was sent, and cuts what had begun", () => {
  const { timeline } = fromFirstOperation(
    runOf([slice(0, 20), slice(30, 120), find, slice(150, 151)]),
  );

  const parts = { addedMs: 0, heldMs: 0, awaitedMs: 0, handlingMs: 0, serverMs: 50, unreadMs: 0 };
  expect(timeline.toJSON().spans).toEqual([slice(95, 120), { ...find, parts }, slice(150, 151)]);
});

it("leaves a run without commands and requests as it is", () => {
  const run = runOf([slice(0, 20)]);

  expect(fromFirstOperation(run)).toBe(run);
});
