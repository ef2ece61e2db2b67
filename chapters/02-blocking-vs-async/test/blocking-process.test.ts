import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "not one heartbeat comes through while a child process is waited for",
  { holds: "blocking-process.ts", fails: "async-process.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^mongodb \d+\.\d+\.\d+ in \d+ ms$/),
      "0 heartbeats meanwhile",
    ]);
  },
);

claim(
  "the heart goes on beating while a child process is awaited",
  { holds: "async-process.ts", fails: "blocking-process.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^mongodb \d+\.\d+\.\d+ in \d+ ms$/),
      expect.stringMatching(/^[1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);

claim(
  "the block lasts at least as long as the query in the other process",
  { holds: "blocking-process.ts", fails: "async-process.ts" },
  ({ timeline, latencyMs }) => {
    const query = timeline.mongodb("find").first;
    const blocks = timeline
      .thread()
      .where(({ startMs, endMs }) => startMs <= query.startMs && endMs >= query.endMs);

    expect(blocks).toHaveCount(1);
    expect(blocks).toLastAtLeast(latencyMs - 1);
  },
);
