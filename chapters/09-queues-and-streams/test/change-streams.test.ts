import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "each insert is seen before the next one is sent, and none is missed",
  { holds: "watch.ts", fails: "watch-too-late.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "seen: mongodb 7.9.0",
      "seen: mongodb 7.9.1",
      "seen: mongodb 7.9.2",
    ]);
    const inserts = timeline.mongodb("insert");
    const seen = timeline.output();
    expect(timeline.mongodb("aggregate").first.endMs).toBeLessThanOrEqual(inserts.first.startMs);
    expect(seen.at(0).startMs).toBeLessThan(inserts.at(1).startMs);
    expect(seen.at(1).startMs).toBeLessThan(inserts.at(2).startMs);
  },
);

claim(
  "nothing is missed and nothing seen twice, wherever a connection breaks",
  {
    holds: "resume-after-drop.ts",
    fails: "../test/twins/watch-raw-aggregate.ts",
    orders: "all",
    cuts: 1,
  },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([1, 2, 3].map((n) => `release ${n}`));
  },
);

claim(
  "the driver opens the stream once more when the connection of a getMore breaks",
  { holds: "resume-after-drop.ts", fails: "watch.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("aggregate")).toHaveCount(2);
    expect(timeline.mongodb("aggregate").at(1).asked?.whole).toContain("resumeAfter");
  },
);

claim(
  "what was written while nobody was watching is seen after the restart, in order, once",
  { holds: "resume-by-token.ts", fails: "restart-from-now.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([1, 2, 3, 4].map((n) => `release ${n}`));
  },
);

claim(
  "a token that is too old is given up at the first error, and the program reads all and goes on",
  { holds: "start-over.ts", fails: "dead-token.ts" },
  ({ output, timeline }) => {
    const opened = [...timeline.mongodb("aggregate")];

    expect(opened.map(({ ok, error }) => error?.code ?? ok)).toEqual([286, true]);
    // It watches before it reads: what is written meanwhile is not missed.
    expect(opened.at(-1)?.endMs).toBeLessThan(timeline.mongodb("find").first.startMs);
    expect(output.at(-1)?.text).toBe("then: insert");
  },
);

claim(
  "the same token gets the same error each time",
  { holds: "dead-token.ts", fails: "start-over.ts" },
  ({ output, timeline }) => {
    expect([...timeline.mongodb("aggregate")].map(({ error }) => error?.code)).toEqual([
      286, 286, 286,
    ]);
    expect(output.map(({ text }) => text)).toEqual([
      "again: ChangeStreamHistoryLost",
      "again: ChangeStreamHistoryLost",
      "again: ChangeStreamHistoryLost",
    ]);
  },
);
