import { readFileSync } from "node:fs";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect, test } from "vitest";

/** readAhead, as it stands in the program that a lesson copies. */
const readAhead = /#region read-ahead\n(.*?)\/\/ #endregion/s.exec(
  readSource("../src/prefetch-next.ts"),
)?.[1];

function readSource(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8").replaceAll("\r\n", "\n");
}

test.each(["twins/break-out-of-read-ahead.ts", "twins/read-ahead-of-failure.ts"])(
  "%s reads ahead with the code of the lesson",
  (variant) => {
    expect(readAhead).toContain("async function* readAhead");
    expect(readSource(variant)).toContain(readAhead);
  },
);

claim(
  "a failure while the loop is at work is thrown when the loop asks for the next batch",
  {
    holds: "../test/twins/read-ahead-of-failure.ts",
    fails: "../test/twins/read-ahead-without-catch.ts",
  },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "work on batch 1",
      "batch 1 is done",
      "caught: Error: connection lost",
    ]);
  },
);

claim(
  "a break is passed on to the source, which closes the cursor",
  {
    holds: "../test/twins/break-out-of-read-ahead.ts",
    fails: "../test/twins/read-ahead-without-finally.ts",
  },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      "getMore",
      "killCursors",
    ]);
    expect(timeline.mongodb("killCursors")).toHappenBefore(timeline.output("after the loop"));
  },
);
