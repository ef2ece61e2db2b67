import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the next batch is asked for when the sink has nearly stored the one before it",
  { holds: "pipeline.ts", fails: "events-on.ts", latencyMs: 150 },
  ({ timeline, output }) => {
    const inserts = [...timeline.mongodb("insert")];
    const getMores = [...timeline.mongodb("getMore")];

    expect(inserts).toHaveLength(20);
    getMores.forEach(({ startMs }, index) => {
      // Two fit into the sink, and one each are with the insert under way and the cursor's stream.
      const sent = inserts.filter((insert) => insert.startMs <= startMs).length;
      expect(sent).toBeGreaterThanOrEqual(5 * (index + 1) - 4);
    });
    expect(output.map(({ text }) => text)).toEqual(["20 packages copied"]);
  },
);

claim(
  "a stream that fails rejects once, the cursor is killed, and the program goes on",
  { holds: "pipeline-errors.ts", fails: "pipe-without-errors.ts", latencyMs: 150 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "base64-js by T. Jameson Little",
      "caught: bcrypt-pbkdf has no author",
      "the program goes on",
    ]);
    expect(timeline.mongodb("killCursors")).toHaveCount(1);
  },
);

claim(
  "an error in a pipe of streams is caught by nobody, and ends the process",
  { holds: "pipe-without-errors.ts", fails: "pipeline-errors.ts" },
  ({ outcome, exitCode, output }) => {
    expect({ kind: outcome.kind, exitCode }).toEqual({ kind: "crashed", exitCode: 1 });
    expect(output.some(({ text }) => text.startsWith("caught"))).toBe(false);
  },
);

claim(
  "when the tenth insert is answered, no more is read than is stored, at work, and in one batch",
  { holds: "cursor-with-limit.ts", fails: "cursor-into-limiter.ts", latencyMs: 150 },
  ({ timeline }) => {
    const inserts = [...timeline.mongodb("insert")];
    const tenth = inserts.map(({ endMs }) => endMs).toSorted((a, b) => a - b)[9] ?? 0;
    const read = [...timeline.mongodb(({ command }) => /^(?:find|getMore)$/.test(command))]
      .filter(({ endMs }) => endMs <= tenth)
      .reduce((sum, { documents = 0 }) => sum + documents, 0);

    expect(inserts).toHaveLength(60);
    expect(timeline.mongodb("insert")).toHavePeak(3);
    expect(read).toBeLessThanOrEqual(10 + 3 + 20);
  },
);

claim(
  "nobody asks in vain: each event costs one answer of the server",
  { holds: "tail.ts", fails: "poll.ts" },
  ({ timeline, output }) => {
    const answers = timeline.mongodb(({ command }) => /^(?:find|getMore)$/.test(command));

    // First: this is where the twin must fail, and not at the line that it prints besides.
    expect(answers.length).toBeLessThanOrEqual(4 + 1);
    expect(output.map(({ text }) => text)).toEqual(["event 0", "event 1", "event 2", "event 3"]);
  },
);

claim(
  "a limiter holds at least twice as much memory as a limit on reading, in one run",
  { holds: "limiter-memory.ts", fails: "../test/twins/both-limited.ts" },
  ({ output }) => {
    expect(Number.parseInt(output.at(-1)?.text ?? "", 10)).toBeGreaterThanOrEqual(2);
  },
);
