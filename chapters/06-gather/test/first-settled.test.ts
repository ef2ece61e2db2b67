import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Long beside what a busy machine adds to the handling of a reply: a group has to hang up before the next reply arrives.
const latencyMs = 400;

claim(
  "the first failure decides the race, though an answer is on its way",
  { holds: "first-settled.ts", fails: "first-success.ts", latencyMs },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "no answer: MongoServerError",
      "the slow one answers all the same: mongodb",
    ]);
  },
);

claim(
  "the loser of a race is not stopped: its last query is sent and answered after the race is over",
  { holds: "first-settled.ts", fails: "task-group.ts", latencyMs },
  ({ timeline }) => {
    const last = timeline.mongodb("find").last;

    expect(timeline.mongodb("aggregate")).toHappenBefore(last);
    expect(last.ok).toBe(true);
  },
);
