import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "requests at work fail when the client is closed under them",
  { holds: "shutdown.ts", fails: "drain.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb({ command: "find", ok: false })).toHaveCount(2);
    expect(output.map(({ text }) => text)).toEqual([
      "SIGINT",
      "failed: MongoClientClosedError",
      "failed: MongoClientClosedError",
    ]);
  },
);

claim(
  "requests at work are answered before the connections are closed",
  { holds: "drain.ts", fails: "shutdown.ts" },
  ({ output, timeline }) => {
    const finds = timeline.mongodb("find");
    const used = new Set([...finds].map(({ connection }) => connection));

    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(2);
    expect(used.size).toBe(2);
    for (const { number, closedMs } of timeline.connections) {
      if (used.has(number)) expect(closedMs ?? Infinity).toBeGreaterThan(finds.lastToEnd.endMs);
    }
    expect(output.map(({ text }) => text).toSorted()).toEqual([
      "SIGINT, requests at work: 2",
      "answered: mongodb",
      "answered: vitest",
      "closed",
      "refused: bson",
    ]);
    expect(output.at(-1)?.text).toBe("closed");
  },
);

claim(
  "a request that comes during the drain is refused at once, and nothing of it is sent",
  { holds: "drain.ts", fails: "../test/twins/drain-that-accepts.ts" },
  ({ output, timeline }) => {
    const lines = output.map(({ text }) => text);

    expect(timeline.mongodb("find")).toHaveCount(2);
    expect(lines).toContain("refused: bson");
    expect(lines.indexOf("refused: bson")).toBeGreaterThan(
      lines.indexOf("SIGINT, requests at work: 2"),
    );
    expect(lines.filter((line) => line.startsWith("failed"))).toEqual([]);
  },
);
