import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "every line of the log knows its request, also in a callback that somebody else calls",
  { holds: "request-context.ts", fails: "lost-context.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text).toSorted()).toEqual([
      "request 1: found mongodb",
      "request 2: found vitest",
    ]);
  },
);
