import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no two queries are ever in flight",
  { holds: "one-by-one.ts", fails: "gather.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
  },
);

claim(
  "ten queries one by one take ten round trips",
  { holds: "one-by-one.ts", fails: "gather.ts", latencyMs: 150 },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toLastAtLeast(10 * (latencyMs - 1));
  },
);
