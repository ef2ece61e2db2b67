import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "one query first, then two together",
  // Long waits beside what a busy machine adds to them.
  { holds: "fork-after-first.ts", fails: "three-in-a-row.ts", latencyMs: 400 },
  ({ timeline }) => {
    const queries = timeline.mongodb("find");
    const rest = queries.where((query) => query !== queries.first);

    expect(rest).toHaveCount(2);
    expect(queries.first).toHappenBefore(rest);
    expect(rest).toAllStartBeforeAnyEnds();
  },
);

claim(
  "three queries take less than 2.6 times as long as one",
  { holds: "fork-after-first.ts", fails: "three-in-a-row.ts", latencyMs: 400 },
  ({ timeline }) => {
    const queries = timeline.mongodb("find");

    // Both are of one run, so that a moment in which the machine was busy makes both longer.
    expect(queries.durationMs / (queries.totalMs / 3)).toBeLessThan(2.6);
  },
);
