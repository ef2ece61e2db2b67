import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a cursor that the server gave up on during the work cannot be read any further",
  { holds: "cursor-not-found.ts", fails: "page-by-page.ts" },
  ({ timeline }) => {
    const [getMore] = timeline.mongodb("getMore");

    expect(getMore?.error).toMatchObject({ code: 43, codeName: "CursorNotFound" });
    expect(timeline.output().names).toEqual([
      "worked on b4a",
      "worked on balanced-match",
      "worked on bare-buffer",
      "error 43: CursorNotFound",
    ]);
  },
);

claim(
  "a page that is a query of its own leaves no cursor open during the work",
  { holds: "page-by-page.ts", fails: "cursor-not-found.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("find").map(({ documents }) => documents)).toEqual([3, 3, 3, 0]);
    expect(timeline.mongodb({ command: ["getMore", "killCursors"] })).toHaveCount(0);
    expect(timeline.output(/^worked on/)).toHaveCount(9);
  },
);
