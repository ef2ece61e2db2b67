import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the loser of a race is answered after the race is over",
  { holds: "race-timeout.ts", fails: "signal-timeout.ts" },
  ({ timeline, output }) => {
    const [query] = timeline.mongodb("find");
    expect(query?.ok).toBe(true);
    expect(query?.endMs).toBeGreaterThan(timeline.output(/^no answer/).first.startMs);
    expect(output.map(({ text }) => text)).toEqual([
      "no answer within 100 ms",
      "answered all the same: mongodb",
    ]);
  },
);

claim(
  "an aborted query is over, for the program and on the wire",
  { holds: "signal-timeout.ts", fails: "race-timeout.ts" },
  ({ timeline, output }) => {
    const [query] = timeline.mongodb("find");
    const connection = timeline.connections.find(({ number }) => number === query?.connection);

    expect(query?.ok).toBe(false);
    expect(connection?.closedBy).toBe("program");
    expect(output.map(({ text }) => text)).toEqual(["no answer within 100 ms"]);
  },
);

claim(
  "AbortSignal.timeout comes back as a timeout of the driver, after undefined milliseconds",
  { holds: "timeout-signal-trap.ts", fails: "own-reason.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "MongoOperationTimeoutError: Timed out during socket read (undefinedms)",
      "it is the signal's reason: false",
    ]);
  },
);

claim(
  "a reason of your own comes back as it is",
  { holds: "own-reason.ts", fails: "timeout-signal-trap.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "TooSlow: the page is shown without it",
      "it is the signal's reason: true",
    ]);
  },
);

claim(
  "one deadline for the page cuts off the query that is in flight when it comes",
  { holds: "timeout-of-a-whole.ts", fails: "timeout-for-each.ts" },
  ({ timeline, output }) => {
    const finds = timeline.mongodb("find");

    // The third one, unless the machine was slow: then an earlier one.
    expect([...finds].map(({ ok }) => ok)).toEqual([
      ...Array.from({ length: finds.length - 1 }, () => true),
      false,
    ]);
    expect(finds.last).toHappenBefore(timeline.output(/^given up/));
    expect(output.at(-1)?.text).toBe("given up: the page took too long");
  },
);

claim(
  "a timeout for each query lets all three be answered, though the page takes longer than the limit",
  { holds: "timeout-for-each.ts", fails: "timeout-of-a-whole.ts" },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(3);
    expect(timeline.mongodb("find")).toLastAtLeast(3 * (latencyMs - 1));
    expect(timeline.output().names).toEqual(["found: bson", "found: mingo", "found: mongodb"]);
  },
);
