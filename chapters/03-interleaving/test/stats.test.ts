import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "all three counts are asked for before the first is answered",
  { holds: "stats-together.ts", fails: "stats-serial.ts", holdUntil: 3 },
  ({ timeline }) => {
    expect(timeline.mongodb("aggregate")).toHaveCount(3);
    expect(timeline.mongodb("aggregate")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "in turn, each count waits for the one before it",
  { holds: "stats-serial.ts", fails: "stats-together.ts", holdUntil: 3 },
  ({ timeline }) => {
    expect(timeline.mongodb("aggregate")).toHaveCount(3);
    expect(timeline.mongodb("aggregate")).toRunOneAfterAnother();
  },
);

claim(
  "in turn, three counts take three round trips",
  { holds: "stats-serial.ts", fails: "stats-together.ts", latencyMs: 300 },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("aggregate")).toLastAtLeast(3 * (latencyMs - 1));
  },
);

claim(
  "together they take two round trips at most",
  { holds: "stats-together.ts", fails: "stats-serial.ts", latencyMs: 300 },
  ({ timeline }) => {
    expect(timeline.mongodb("aggregate")).toHaveCount(3);
    expect(timeline.mongodb("aggregate")).toChainAtMost(2);
  },
);
