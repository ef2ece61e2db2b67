import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Long waits beside what a busy machine adds to them.
const waits = { latencyMs: 1000, weatherLatencyMs: 1000 };

claim(
  "the query and the call are both sent before either is answered",
  { holds: "query-plus-http.ts", fails: "query-then-http.ts", ...waits },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(1);
    expect(timeline.http()).toHaveCount(1);
    expect(timeline.mongodb("find").and(timeline.http())).toAllStartBeforeAnyEnds();
    expect(timeline.output().names).toEqual([
      "send the query",
      "call the API",
      "get an answer",
      "get an answer",
    ]);
  },
);

claim(
  "the thread is free for most of the time in which both are under way",
  { holds: "query-plus-http.ts", fails: "../test/twins/busy-while-waiting.ts", ...waits },
  ({ timeline }) => {
    const query = timeline.mongodb("find");

    expect(timeline.thread().overlapMs(query)).toBeGreaterThan(0);
    expect(timeline.thread().overlapMs(query)).toBeLessThan(query.durationMs / 2);
  },
);

claim(
  "together they take one round trip, not two",
  { holds: "query-plus-http.ts", fails: "query-then-http.ts", ...waits },
  ({ timeline }) => {
    const both = timeline.mongodb("find").and(timeline.http());

    expect(both).toHaveCount(2);
    expect(both).toChainAtMost(1);
  },
);

claim(
  "one after the other, the call waits for an answer that it does not need",
  { holds: "query-then-http.ts", fails: "query-plus-http.ts", ...waits },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHappenBefore(timeline.http());
  },
);
