import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "break closes the cursor on the server, and the loop is over when that is done",
  { holds: "break-closes.ts", fails: "../test/twins/break-out-of-next.ts" },
  ({ timeline }) => {
    const [atBreak, afterLoop] = timeline.output();

    expect(atBreak?.name).toMatch(/^break at \S+, sent: find, getMore$/);
    expect(afterLoop?.name).toBe("after the loop, sent: find, getMore, killCursors");
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
    expect(timeline.output().last.name).toMatch(/killCursors$/);
    expect(timeline.mongodb("killCursors")).toHaveCount(1);
    expect(timeline.mongodb("killCursors")).toHappenBefore(timeline.output("after the loop"));
  },
);
