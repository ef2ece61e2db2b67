import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "break closes the cursor on the server, and the loop is over when that is done",
  { holds: "break-closes.ts", fails: "../test/twins/break-out-of-next.ts" },
  ({ timeline }) => {
    // Four documents: the fourth is the first of the second batch.
    expect(timeline.output()).toHaveCount(5);
    expect(timeline.mongodb().map(({ command, ok }) => [command, ok])).toEqual([
      ["find", true],
      ["getMore", true],
      ["killCursors", true],
    ]);
    expect(timeline.mongodb("killCursors")).toHappenBefore(timeline.output("after the loop"));
  },
);

claim(
  "an error in the loop's body closes the cursor, too",
  {
    holds: "../test/twins/throw-out-of-for-await.ts",
    fails: "../test/twins/break-out-of-next.ts",
  },
  ({ timeline }) => {
    expect(timeline.mongodb("killCursors")).toHaveCount(1);
    expect(timeline.mongodb("killCursors")).toHappenBefore(timeline.output("after the loop"));
  },
);
