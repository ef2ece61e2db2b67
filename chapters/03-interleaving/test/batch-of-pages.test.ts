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
  ({ timeline, output }) => {
    expect(timeline.http(/^\/weather\//)).toHavePeak(10);
    expect(output[1]?.text).toBe("at most 10 pages under way at once");
  },
);

claim(
  "no two pages are ever parsed together",
  {
    holds: "batch-of-pages.ts",
    fails: "../test/twins/parse-with-an-await.ts",
    weatherLatencyMs: 250,
  },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "10 pages, from Amsterdam 11 °C to Toronto 8 °C",
      "at most 10 pages under way at once",
      "at most 1 page parsed at once",
    ]);
  },
);
