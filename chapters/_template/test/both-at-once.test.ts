import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Each claim is tested twice: it must hold for the one program and fail for the other.

claim(
  "both queries are sent before either is answered",
  // Nobody is answered until two commands are in flight: the twin never gets there.
  { holds: "both-at-once.ts", fails: "one-then-the-other.ts", holdUntil: 2 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(2);
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "both at once take one round trip",
  { holds: "both-at-once.ts", fails: "one-then-the-other.ts", latencyMs: 500 },
  ({ timeline }) => {
    // Round trips are counted, not timed: a busy machine makes each of them longer, but no more of them.
    expect(timeline.mongodb("find")).toChainAtMost(1);
  },
);

claim(
  "one after the other takes two round trips",
  { holds: "one-then-the-other.ts", fails: "both-at-once.ts", latencyMs: 500 },
  ({ timeline, latencyMs }) => {
    // A timer may fire up to 1 ms early: n queries last n * (L - 1) at least.
    expect(timeline.mongodb("find")).toLastAtLeast(2 * (latencyMs - 1));
  },
);
