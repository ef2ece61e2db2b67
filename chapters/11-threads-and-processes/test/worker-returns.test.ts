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
