import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

claim(
  "the semaphore never has more than two in flight, in whatever order the replies come",
  {
    orders: "all",
    holds: "../test/twins/four-two-at-a-time.ts",
    fails: "../test/twins/four-at-once.ts",
  },
  ({ timeline, output }) => {
    expect(timeline.mongodb("find")).toHaveCount(4);
    expect(timeline.mongodb("find")).toHavePeakAtMost(2);
    expect(output.map(({ text }) => text)).toEqual(["4 letters"]);
  },
);

test("four-two-at-a-time.ts has the semaphore of the lesson", () => {
  const read = (file: string) =>
    readFileSync(new URL(file, import.meta.url), "utf8").replaceAll("\r\n", "\n");
  const region = /#region limit\n(.*?)\/\/ #endregion/s.exec(read("../src/semaphore.ts"))?.[1];

  expect(region).toContain("function createLimit");
  expect(read("twins/four-two-at-a-time.ts")).toContain(region);
});
