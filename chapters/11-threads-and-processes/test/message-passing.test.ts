import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the worker changes its own copy, and a buffer that was handed over is gone here",
  { holds: "message-passing.ts", fails: "../test/twins/nothing-moved.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "the worker set its total to 0, ours is 120",
      "bytes there: 1000000, bytes here: 0",
    ]);
  },
);

claim(
  "a function does not travel",
  { holds: "send-a-function.ts", fails: "message-passing.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["DataCloneError"]);
  },
);
