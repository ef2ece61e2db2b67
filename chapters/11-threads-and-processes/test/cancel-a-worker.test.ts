import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "the worker stops before its work is done",
  { holds: "cancel-a-worker.ts", fails: "unheard-stop.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["ended after some"]);
  },
);

claim(
  "a stop that is sent as a message is not heard before the work is done",
  { holds: "unheard-stop.ts", fails: "cancel-a-worker.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["ended after all 100"]);
  },
);
