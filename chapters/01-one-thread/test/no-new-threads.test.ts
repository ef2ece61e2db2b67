import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Long waits beside what a busy machine adds to them.
const latencyMs = 300;

claim(
  "no thread is added for a hundred queries",
  { holds: "no-new-threads.ts", fails: "../test/twins/worker-per-query.ts", latencyMs },
  ({ output, timeline }) => {
    expect(output[1]?.text).toBe(
      `100 queries in flight, threads added: ${process.platform === "linux" ? 0 : NaN}`,
    );
    expect(timeline.threads.map(({ kind }) => kind)).toEqual(["main"]);
  },
);

claim(
  "a hundred queries are in flight before the first reply",
  {
    holds: "no-new-threads.ts",
    fails: queryByQuery(10),
    holdUntil: { commands: 100, command: "find" },
  },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");
    const fillThePool = new Set([...finds].slice(0, 100));
    const hundred = finds.where((find) => fillThePool.has(find));

    expect(hundred).toHaveCount(100);
    expect(hundred).toAllStartBeforeAnyEnds();
  },
);

claim(
  "a hundred together take five round trips at most",
  {
    holds: "no-new-threads.ts",
    // At a latency that keeps the test short, and twenty times too long all the same.
    fails: { ...queryByQuery(200), latencyMs: 10 },
    latencyMs,
  },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");
    const fillThePool = new Set([...finds].slice(0, 100));
    const hundred = finds.where((find) => !fillThePool.has(find));

    expect(hundred).toHaveCount(100);
    expect(hundred).toChainAtMost(5);
  },
);

function queryByQuery(queries: number) {
  return { program: "../test/twins/query-by-query.ts", args: [String(queries)] };
}
