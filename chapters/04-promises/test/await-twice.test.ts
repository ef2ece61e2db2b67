import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "a promise that is awaited 102 times is one query and one object",
  { holds: "await-twice.ts", fails: "../test/twins/call-twice.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb().names).toEqual(["find packages"]);
    expect(timeline.output().names).toEqual([
      "the same object both times: true",
      "100 more awaits, different objects: 1",
    ]);
  },
);
