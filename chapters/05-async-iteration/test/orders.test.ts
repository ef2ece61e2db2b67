import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "each document is handled once, in whichever order the server answers",
  { orders: "all", holds: "shared-iterator.ts", fails: { program: "shared-cursor.ts", limit: 8 } },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["10 documents handled, 10 different ones"]);
  },
);
