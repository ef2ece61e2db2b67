import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the siblings have stopped when the group rejects, and only the real failure is reported",
  { holds: "task-group.ts", fails: "all-fails.ts", latencyMs: 400 },
  (run) => {
    const lines = run.output.map(({ text }) => text);

    expect(lines.slice(0, 2).toSorted()).toEqual(["stopped: mongodb", "stopped: vitest"]);
    expect(lines.slice(2)).toEqual(["caught: AggregateError of MongoServerError"]);
  },
);

claim(
  "no child outlives the group: after the catch nothing is sent and nothing is in flight",
  { holds: "task-group.ts", fails: "first-settled.ts", latencyMs: 400 },
  ({ timeline, latencyMs }) => {
    const caught = timeline.output(/^(?:caught|no answer)/).first;

    // The sockets are closed just before the line is printed, and the lab hears of each in its own time:
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
