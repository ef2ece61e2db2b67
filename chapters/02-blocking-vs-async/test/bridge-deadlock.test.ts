import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "an answer that only the blocked thread can give never comes",
  { holds: "bridge-deadlock.ts", fails: "bridge-wait-async.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "Atomics: timed-out, requests served: 0",
      "the thread is free, requests served: 1",
    ]);
  },
);

claim(
  "the answer comes when the thread is awaited instead of blocked",
  { holds: "bridge-wait-async.ts", fails: "bridge-deadlock.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "Atomics: ok, requests served: 1",
      "the thread is free, requests served: 1",
    ]);
  },
);
