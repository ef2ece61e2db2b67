import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a query's pieces come in this order, and the program goes on last",
  { holds: "query-in-pieces.ts", fails: "../test/twins/two-queries-in-pieces.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "the call returns a promise",
      "ask for a connection",
      "get a connection",
      "send the command",
      "receive the reply",
      "give the connection back",
      "the program goes on",
    ]);
  },
);

claim(
  "most of a query's time lies between sending and receiving",
  {
    holds: { program: "query-in-pieces.ts", latencyMs: 1000 },
    fails: { program: "query-in-pieces.ts", latencyMs: 0 },
  },
  ({ output }) => {
    const atMs = (piece: string) => output.find(({ text }) => text === piece)?.atMs ?? NaN;

    // Half of it: a line is stamped when it reaches the lab, which may be late on a busy machine.
    expect(atMs("receive the reply") - atMs("send the command")).toBeGreaterThanOrEqual(500);
  },
);
