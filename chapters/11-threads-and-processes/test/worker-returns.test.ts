import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a small answer costs the main thread less than a twentieth of what the worker did for it",
  { holds: "worker-returns-answer.ts", fails: "worker-returns-all.ts" },
  ({ timeline }) => {
    const decoding = timeline.thread({ thread: 1, cause: "reply" }).longest;
    const receiving = timeline.thread("message").longest;

    expect(receiving.endMs - receiving.startMs).toBeLessThan(
      (decoding.endMs - decoding.startMs) / 20,
    );
  },
);

claim(
  "a worker pays when there is much to parse, and not for a single document",
  { holds: "break-even.ts", fails: "../test/twins/all-sent-back.ts" },
  ({ output }) => {
    const costs = output.map(({ text }) => Number(/costs (\S+) messages/.exec(text)?.[1]));

    expect(costs).toHaveLength(5);
    expect(costs[0]).toBeLessThan(1);
    expect(costs[4]).toBeGreaterThan(2);
  },
);
