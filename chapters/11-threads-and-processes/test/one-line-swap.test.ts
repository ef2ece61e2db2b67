import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the same job runs once in a thread of ours and once in a process of its own, and gives the same",
  { holds: "one-line-swap.ts", fails: "../test/twins/both-in-threads.ts" },
  ({ output, timeline }) => {
    expect(timeline.threads.map(({ kind }) => kind)).toEqual(["main", "worker", "process"]);
    expect(output.map(({ text }) => text)).toEqual([
      "inThread: 3636 primes, found in our process",
      "inProcess: 3636 primes, found in another process",
    ]);
  },
);
