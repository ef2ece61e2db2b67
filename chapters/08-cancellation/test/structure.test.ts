import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "work that was not given the signal goes on to its end",
  { holds: "shield.ts", fails: "../test/twins/audit-with-signal.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find").first.ok).toBe(false);
    expect(timeline.mongodb({ command: "insert", ok: true })).toHaveCount(2);
    expect(timeline.mongodb("insert").lastToEnd.endMs).toBeGreaterThan(
      timeline.mongodb("find").first.endMs,
    );
    expect(output.map(({ text }) => text)).toEqual([
      "request rejected: the user has left",
      "the audit is written",
    ]);
  },
);

claim(
  "one abort cuts all three queries, and each has ended before the page rejects",
  { holds: "cancel-children.ts", fails: "forgotten-child.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: false })).toHaveCount(3);
    expect(output.map(({ text }) => text)).toEqual(["page: the user has left"]);
  },
);

claim(
  "a query without the signal runs to its end, and the page waits for it",
  { holds: "forgotten-child.ts", fails: "cancel-children.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(1);
    expect(timeline.mongodb({ command: "find", ok: false })).toHaveCount(2);
    expect(timeline.output(/^page/).first.startMs).toBeGreaterThan(
      timeline.mongodb({ command: "find", ok: true }).first.endMs,
    );
  },
);

claim(
  "what was opened is closed in reverse order, one after the other, before the catch",
  { holds: "await-using.ts", fails: "forgotten-close.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "open a",
      "open b",
      "body",
      "close b",
      "close a",
      "caught: something failed",
    ]);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
  },
);

claim(
  "an error skips a close at the end of the block",
  { holds: "forgotten-close.ts", fails: "await-using.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "open a",
      "open b",
      "body",
      "caught: something failed",
    ]);
  },
);

claim(
  "a request that does not stop listening leaves a listener on the signal it shares",
  { holds: "shared-signal-leak.ts", fails: "shared-signal.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(20);
    expect(timeline.output(/listeners left/).names).toEqual([
      "20 requests answered, listeners left: 20",
    ]);
  },
);

claim(
  "a listener that is removed in a finally is gone, and Node has nothing to warn of",
  { holds: "shared-signal.ts", fails: "shared-signal-leak.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(20);
    expect(output.map(({ text }) => text)).toEqual(["20 requests answered, listeners left: 0"]);
  },
);

claim(
  "the driver and AbortSignal.any leave no listener on the signals that they are given",
  { holds: "../test/twins/shared-signal-direct.ts", fails: "shared-signal-leak.ts", latencyMs: 10 },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["20 requests answered, listeners left: 0"]);
  },
);

claim(
  "a request that listens to the shared signal is cut off by it, and then has left no listener",
  {
    holds: "../test/twins/shared-signal-aborted.ts",
    fails: "../test/twins/shared-signal-unheard.ts",
  },
  ({ output, timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: false })).toHaveCount(1);
    expect(output.map(({ text }) => text)).toEqual(["shutting down", "listeners left: 0"]);
  },
);
