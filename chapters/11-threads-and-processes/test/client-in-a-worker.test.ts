import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "each worker's query goes over a connection that this worker has opened",
  { holds: "client-in-a-worker.ts", fails: "../test/twins/client-in-main.ts" },
  ({ timeline }) => {
    const counts = timeline.mongodb("aggregate");

    expect(counts).toHaveCount(2);
    expect(new Set(counts.map(({ connection }) => connection)).size).toBe(2);
    // Their replies are handled on two threads, neither of which is the main one.
    const threads = counts.map((count) => timeline.slicesFor(count).first.thread);
    expect(new Set(threads)).toEqual(new Set([1, 2]));
  },
);

claim(
  "a client is refused before any worker has started",
  { holds: "send-a-client.ts", fails: "client-in-a-worker.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["DataCloneError"]);
    expect(timeline.threads).toHaveLength(1);
  },
);
