import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "cursors read with next() stay open until the client is closed",
  { holds: "manual-next.ts", fails: "await-using-cursor.ts" },
  ({ timeline }) => {
    expect(timeline.output().last.startMs).toBeLessThan(timeline.mongodb("killCursors").endMs);
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      "find",
      "find",
      "killCursors",
      "killCursors",
      "killCursors",
    ]);
  },
);

claim(
  "await using closes each cursor before the next search begins",
  { holds: "await-using-cursor.ts", fails: "manual-next.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      "killCursors",
      "find",
      "killCursors",
      "find",
      "killCursors",
    ]);
    expect(timeline.mongodb()).toRunOneAfterAnother();
  },
);
