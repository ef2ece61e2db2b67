import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "one query first, then two together",
  // Long waits beside what a busy machine adds to them.
  { holds: "fork-after-first.ts", fails: "three-in-a-row.ts", latencyMs: 400 },
  ({ timeline }) => {
    const queries = timeline.mongodb();
    const rest = queries.where((query) => query !== queries.first);

    expect(rest).toHaveCount(2);
    expect(queries.first).toHappenBefore(rest);
    expect(rest).toAllStartBeforeAnyEnds();
  },
);

claim(
  "three queries take two round trips",
  { holds: "fork-after-first.ts", fails: "three-in-a-row.ts", latencyMs: 400 },
  ({ timeline }) => {
    expect(timeline.mongodb()).toHaveCount(3);
    expect(timeline.mongodb()).toChainAtMost(2);
  },
);
