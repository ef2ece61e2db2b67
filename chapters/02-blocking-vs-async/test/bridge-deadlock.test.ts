import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "an answer that only the blocked thread can give never comes",
  { holds: "bridge-deadlock.ts", fails: "bridge-wait-async.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "timed-out, requests served: 0",
      "in the end, requests served: 1",
    ]);
  },
);

claim(
  "the answer comes when it is awaited, because the thread stays free",
  { holds: "bridge-wait-async.ts", fails: "bridge-deadlock.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "ok, requests served: 1",
      "in the end, requests served: 1",
    ]);
  },
);
