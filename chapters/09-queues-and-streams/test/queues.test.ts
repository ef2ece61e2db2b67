import type { RunOptions } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import type { Timeline } from "@samples/timeline";
import { expect } from "vitest";

claim(
  "the consumer stores while the producer reads: a getMore and an insert wait for their replies together",
  { holds: "async-queue.ts", fails: "produce-then-consume.ts", withProxy: holdGetMoreUntilInsert },
  ({ timeline, output }) => {
    expect(timeline.mongodb("insert").first.startMs).toBeLessThan(
      timeline.mongodb("getMore").first.endMs,
    );
    expect(output.map(({ text }) => text)).toEqual(["12 packages copied"]);
  },
);

claim(
  "no more than three wait in a queue for three, and the server is asked for no more than fits",
  { holds: "bounded-queue.ts", fails: "unbounded-queue.ts", latencyMs: 150 },
  ({ plots, timeline }) => {
    const depths = plots.flatMap(({ points }) => points.map(({ value }) => value ?? Number.NaN));

    expect(Math.max(...depths)).toBe(3);
    expect(timeline.mongodb("insert")).toHaveCount(12);
    // Three in the queue, one with the consumer, one whose put waits, and the batch that is read.
    expect(mostReadAhead(timeline)).toBeLessThanOrEqual(3 + 1 + 1 + 4);
  },
);

claim(
  "every item is stored once, a late one is refused, a failing insert ends no consumer, and all of them end",
  { holds: "close-and-drain.ts", fails: "one-sentinel.ts" },
  ({ output, timeline, outcome }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "Cannot put: the queue is closed",
      "cannot store async: 11000",
      "all ended, stored: 5",
    ]);
    expect(timeline.mongodb({ command: "insert", ok: true })).toHaveCount(5);
    expect(outcome.kind).toBe("exited");
  },
);

claim(
  "each of two consumers sees all twelve, and the cursor is read once",
  { holds: "fan-out.ts", fails: "shared-stream.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text).toSorted()).toEqual([
      "index saw 12 of 12",
      "statistics saw 12 of 12",
    ]);
    expect(timeline.mongodb("find")).toHaveCount(1);
  },
);

/** The most documents that had been read, with the batch under way, and not been stored when a batch was asked for. */
function mostReadAhead(timeline: Timeline): number {
  const inserts = [...timeline.mongodb({ command: "insert", ok: true })];
  const batches = [...timeline.mongodb(({ command }) => /^(?:find|getMore)$/.test(command))];
  let read = 0;
  return Math.max(
    ...batches.map(({ documents = 0, startMs }) => {
      const stored = inserts.filter(({ endMs }) => endMs <= startMs).length;
      read += documents;
      return read - stored;
    }),
  );
}

/** Keeps the first getMore from the server until an insert is sent; a program that never sends one gets it after 2 s. */
function holdGetMoreUntilInsert(proxy: Parameters<NonNullable<RunOptions["withProxy"]>>[0]): void {
  let held: number | undefined;
  let giveUp: NodeJS.Timeout | undefined;
  proxy.onCommand(({ command, connection }) => {
    if (command === "getMore" && held === undefined) {
      held = connection;
      proxy.stall(connection);
      giveUp = setTimeout(() => proxy.resume(connection), 2_000);
    }
    if (command === "insert" && held !== undefined) {
      clearTimeout(giveUp);
      proxy.resume(held);
    }
  });
}
