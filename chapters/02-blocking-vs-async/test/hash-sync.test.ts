import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "not one heartbeat comes through while passwords are hashed on the thread",
  { holds: "hash-sync.ts", fails: "hash-async.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^4 passwords hashed in \d+ ms$/),
      "0 heartbeats meanwhile",
    ]);
  },
);

claim(
  "the heart goes on beating while passwords are hashed beside the thread",
  { holds: "hash-async.ts", fails: "hash-sync.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^4 passwords hashed in \d+ ms$/),
      expect.stringMatching(/^[1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);
