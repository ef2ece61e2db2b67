import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "no heartbeat comes through while passwords are hashed on the thread",
  { holds: "hash-sync.ts", fails: "hash-async.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual(["4 hashes, 0 heartbeats meanwhile"]);
  },
);

claim(
  "the timer goes on beating while passwords are hashed beside the thread",
  { holds: "hash-async.ts", fails: "hash-sync.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^4 hashes, [1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);
