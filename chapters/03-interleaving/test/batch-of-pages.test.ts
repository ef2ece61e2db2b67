import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "ten pages are under way at once",
  {
    holds: "batch-of-pages.ts",
    fails: "../test/twins/pages-one-by-one.ts",
    // Long waits beside what a busy machine adds to them.
    weatherLatencyMs: 250,
  },
  ({ timeline }) => {
    expect(timeline.http(/^\/weather\//)).toHavePeak(10);
  },
);

claim(
  "no two pages are ever parsed together",
  {
    holds: "batch-of-pages.ts",
    fails: "../test/twins/parse-with-an-await.ts",
    weatherLatencyMs: 250,
  },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "10 pages, from Amsterdam 11 °C to Toronto 8 °C",
      "parsed at the same time: 1",
    ]);
  },
);
