import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "twelve requests through a pool of two are never more than two queries",
  { holds: "pool-too-small.ts", fails: "pool-fits.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["answered: 12"]);
    expect(timeline.mongodb("find")).toHaveCount(12);
    expect(timeline.mongodb("find").peak).toBe(2);
  },
);

claim(
  "with room in the pool, twelve requests are twelve queries at once",
  {
    holds: "pool-fits.ts",
    fails: "pool-too-small.ts",
    holdUntil: { commands: 12, command: "find" },
  },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["answered: 12"]);
    expect(timeline.mongodb("find").peak).toBe(12);
  },
);

claim(
  "a pool of twelve puts the whole queue into the server",
  { holds: "pool-too-large.ts", fails: "pool-for-the-server.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["reports: 12"]);
    expect(timeline.mongodb("aggregate").peak).toBeGreaterThan(2);
  },
);

claim(
  "a pool of two leaves the queue in the process, and makes all reports",
  { holds: "pool-for-the-server.ts", fails: "pool-too-large.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["reports: 12"]);
    expect(timeline.mongodb("aggregate")).toHaveCount(12);
    expect(timeline.mongodb("aggregate").peak).toBeLessThanOrEqual(2);
  },
);

claim(
  "without a limit all thirty are let in, and thirty queries are made",
  { holds: "queue-grows.ts", fails: "shed-load.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "accepted 30, turned away 0",
      "at most ten inside: false",
    ]);
    expect(timeline.mongodb("find")).toHaveCount(30);
  },
);

claim(
  "with a limit nobody who is turned away costs a query, and the rest is answered",
  { holds: "shed-load.ts", fails: "queue-grows.ts" },
  ({ output, timeline }) => {
    const accepted = timeline.requests({ status: 200 }).length;
    const refused = timeline.requests({ status: 429 });

    expect(output.map(({ text }) => text)).toEqual([
      `accepted ${accepted}, turned away ${30 - accepted}`,
      "at most ten inside: true",
    ]);
    expect(refused.length).toBe(30 - accepted);
    expect(refused.length).toBeGreaterThan(0);
    expect(timeline.mongodb("find")).toHaveCount(accepted);
    expect(refused.toArray().map((one) => timeline.operationsOf(one).length)).toEqual(
      refused.toArray().map(() => 0),
    );
  },
);

claim(
  "a handler that knows no deadline makes both queries for a caller who is gone",
  { holds: "no-deadline.ts", fails: "deadline.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "caller: TimeoutError",
      "queries done for nobody: 2",
    ]);
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(2);
  },
);

claim(
  "a deadline ends the first query at the server, and the second is never sent",
  { holds: "deadline.ts", fails: "no-deadline.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      'caller: 504 "no time left"',
      "queries done for nobody: 0",
    ]);
    const [first, ...others] = timeline.mongodb("find").toArray();
    expect(first?.error?.code).toBe(50);
    expect(others).toEqual([]);
  },
);

claim(
  "the counts that the driver's events give are those of the wire",
  { holds: "metrics.ts", fails: "../test/twins/counts-connections.ts" },
  ({ output, timeline }) => {
    const [total, failed, waited] = output.map(({ text }) => text);

    expect(timeline.mongodb({ ok: true })).toHaveCount(12);
    expect([total, failed]).toEqual(["mongodb_commands_total 12", "mongodb_commands_failed 0"]);
    expect(waited).toMatch(/^mongodb_pool_waiting_max \d+$/);
  },
);
