import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "with a cache of values ten callers find it empty together and send ten queries",
  { holds: { program: "cache-value.ts", holdUntil: 10 }, fails: "cache-promise.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb().names).toEqual(Array.from({ length: 10 }, () => "find packages"));
    expect(timeline.mongodb()).toAllStartBeforeAnyEnds();
    expect(timeline.output().names).toEqual(["10 callers, queries: 10"]);
  },
);

claim(
  "with a cache of promises ten callers share one query",
  { holds: "cache-promise.ts", fails: "cache-value.ts" },
  ({ timeline }) => {
    expect(timeline.output().first.name).toBe("10 callers, queries: 1");
    expect(timeline.mongodb().before(timeline.output().first).names).toEqual(["find packages"]);
  },
);

claim(
  "a failed query is not kept: the next caller asks again",
  { holds: "cache-promise.ts", fails: "../test/twins/keep-rejection.ts" },
  ({ timeline }) => {
    expect(timeline.output().names.slice(1)).toEqual([
      "Error: there is no package left-pad",
      "Error: there is no package left-pad",
      "2 failures more, queries: 3",
    ]);
    expect(timeline.mongodb().length).toBe(3);
  },
);
