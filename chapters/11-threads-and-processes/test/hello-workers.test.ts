import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "both workers have been heard and have ended before the main thread says so",
  { holds: "hello-workers.ts", fails: "../test/twins/not-joined.ts" },
  ({ output, timeline }) => {
    expect(
      output
        .slice(0, 2)
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(["hello from one", "hello from two"]);
    expect(output.slice(2).map(({ text }) => text)).toEqual(["both threads have ended"]);
    expect(timeline.threads).toHaveLength(3);
  },
);
