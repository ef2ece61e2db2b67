import { claim } from "@samples/lab/vitest";
import type { Run } from "@samples/lab";
import "@samples/timeline/matchers";
import { expect } from "vitest";

function connectionOf({ timeline }: Run, requestId: number | undefined) {
  const span = timeline.mongodb().where((one) => one.requestId === requestId).first;
  return timeline.connections.find(({ number }) => number === span.connection);
}

claim(
  "a query aborted on its way rejects with the identical reason, and its connection is closed",
  { holds: "abort-reading.ts", fails: "abort-queued.ts" },
  (run) => {
    const query = run.timeline.mongodb("find").first;

    expect(query.ok).toBe(false);
    expect(connectionOf(run, query.requestId)).toMatchObject({ closedBy: "program" });
    expect(run.output.map(({ text }) => text)).toEqual([
      "rejected: the user has left",
      "with my own error: true",
      "connections closed: 1",
    ]);
  },
);

claim(
  "a query aborted in the queue was never sent, and no connection is closed for it",
  { holds: "abort-queued.ts", fails: "abort-reading.ts" },
  (run) => {
    const query = run.timeline.mongodb("find").first;

    expect(run.timeline.mongodb("find")).toHaveCount(1);
    expect(query.ok).toBe(true);
    // The only query is answered on a connection that lives on until the client is closed.
    expect(connectionOf(run, query.requestId)?.closedMs ?? Infinity).toBeGreaterThan(query.endMs);
    expect(run.output.map(({ text }) => text)).toEqual([
      "rejected: the user has left",
      "the first query found: mongodb",
      "connections closed: 0",
    ]);
  },
);

claim(
  "a swallowed abort lets the loop go on to the last name",
  { holds: "swallowed-abort.ts", fails: "rethrow.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(1);
    expect(output.map(({ text }) => text)).toEqual([
      "read: mongodb",
      "skipped: bson the user has left",
      "skipped: mingo the user has left",
      "skipped: tsx the user has left",
      "skipped: vitest the user has left",
    ]);
  },
);

claim(
  "an abort that is let through ends the loop",
  { holds: "rethrow.ts", fails: "swallowed-abort.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["read: mongodb", "gave up: the user has left"]);
  },
);
