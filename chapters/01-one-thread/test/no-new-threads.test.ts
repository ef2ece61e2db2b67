import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no thread is added for a hundred queries",
  { holds: "no-new-threads.ts", fails: "../test/twins/worker-per-query.ts" },
  ({ output, timeline }) => {
    const [before, during] = output.map(({ text }) => /: (.* threads)$/.exec(text)?.[1]);
    expect(output[1]?.text).toMatch(/^100 queries in flight: /);
    expect(during).toBe(before);
    expect(timeline.threads.map(({ kind }) => kind)).toEqual(["main"]);
  },
);

claim(
  "a hundred queries are in flight before the first reply",
  {
    holds: "no-new-threads.ts",
    fails: "../test/twins/query-by-query.ts",
    holdUntil: { commands: 100, command: "find" },
  },
  ({ timeline }) => {
    const before = timeline.output("before").first;

    const hundred = timeline.mongodb("find").before(before);

    expect(hundred).toHaveCount(100);
    expect(hundred).toAllStartBeforeAnyEnds();
  },
);

claim(
  "a hundred together take less than half the time of ten in a row",
  {
    holds: "no-new-threads.ts",
    fails: "../test/twins/worker-per-query.ts",
    against: "../test/twins/query-by-query.ts",
  },
  ({ timeline }, inARow) => {
    const hundred = timeline.mongodb("find").after(timeline.output("before").first);

    expect(hundred).toHaveCount(100);
    expect(hundred).toBeFasterThan(inARow.timeline.mongodb("find"), { times: 2 });
  },
);
