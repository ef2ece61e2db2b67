import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the siblings have been aborted when the group rejects, and only the real failure is told",
  { holds: "task-group.ts", fails: "all-fails.ts", latencyMs: 400 },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "AggregateError of MongoServerError",
      "by then: mongodb aborted, vitest aborted",
    ]);
  },
);

claim(
  "no child outlives the group: after the catch nothing is sent and nothing is in flight",
  { holds: "task-group.ts", fails: "first-settled.ts", latencyMs: 400 },
  ({ timeline, latencyMs }) => {
    const caught = timeline.output(/^(?:AggregateError|no answer)/).first;

    // The sockets are closed just before the line is printed, and the lab hears of both when it gets round to it:
    // what is still in flight would take a whole round trip.
    for (const { startMs, endMs } of timeline.mongodb()) {
      expect(startMs).toBeLessThan(caught.startMs);
      expect(endMs).toBeLessThan(caught.startMs + latencyMs / 2);
    }
  },
);

claim(
  "the server sees both siblings' connections closed by the program while it still worked for them",
  {
    holds: "task-group.ts",
    fails: "all-fails.ts",
    // There never are three: both finds are held, and so surely in flight when the failure comes.
    holdUntil: { commands: 3, command: "find", timeLimitMs: 2_000 },
  },
  ({ timeline }) => {
    const finds = [...timeline.mongodb("find")];

    expect(finds.map(({ ok }) => ok)).toEqual([false, false]);
    for (const find of finds) {
      const connection = timeline.connections.find(({ number }) => number === find.connection);
      expect(connection?.closedBy).toBe("program");
    }
  },
);
