import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no thread is added for a hundred queries",
  { holds: "no-new-threads.ts", fails: "../test/twins/worker-per-query.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      `threads added: ${process.platform === "linux" ? 0 : NaN}`,
      "100 answers",
    ]);
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
    expect(timeline.mongodb("find")).toHaveCount(100);
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "a hundred together take five round trips at most",
  {
    holds: "no-new-threads.ts",
    // At a latency that keeps the test short, and twenty times too long all the same.
    fails: { ...queryByQuery(100), latencyMs: 10 },
  },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(100);
    expect(timeline.mongodb("find")).toChainAtMost(5);
  },
);

function queryByQuery(queries: number) {
  return { program: "../test/twins/query-by-query.ts", args: [String(queries)] };
}
