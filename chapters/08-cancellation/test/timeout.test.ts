import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the loser of a race is answered after the race is over",
  { holds: "race-timeout.ts", fails: "signal-timeout.ts" },
  ({ timeline, output }) => {
    const [query] = timeline.mongodb("find");
    const caught = timeline.output(/caught after/);

    expect(query?.ok).toBe(true);
    expect(caught).toStartBefore(timeline.output(/^answered in the end/));
    expect(query?.endMs).toBeGreaterThan(caught.first.startMs);
    expect(output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^no answer within 100 ms; caught after \d+ ms$/),
      "answered by then: false",
      expect.stringMatching(/^answered in the end: true, after \d+ ms$/),
    ]);
  },
);

claim(
  "an aborted query is over at the catch, for the program and on the wire",
  { holds: "signal-timeout.ts", fails: "race-timeout.ts" },
  ({ timeline, output }) => {
    const [query] = timeline.mongodb("find");
    const connection = timeline.connections.find(({ number }) => number === query?.connection);

    expect(query?.ok).toBe(false);
    expect(connection?.closedBy).toBe("program");
    expect(output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^no answer within 100 ms; caught after \d+ ms$/),
      "connections closed: 1",
    ]);
  },
);

claim(
  "a timeout signal comes back as a time out of the driver, after undefined milliseconds",
  { holds: "timeout-signal-trap.ts", fails: "own-reason.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "MongoOperationTimeoutError: Timed out during socket read (undefinedms)",
      "it is the signal's reason: false",
    ]);
  },
);

claim(
  "a reason of your own comes back as it is",
  { holds: "own-reason.ts", fails: "timeout-signal-trap.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "TooSlow: the page is shown without it",
      "it is the signal's reason: true",
    ]);
  },
);
