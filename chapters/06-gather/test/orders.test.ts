import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "Promise.all gives the results in the order of the list, in whatever order the replies come",
  {
    orders: "all",
    holds: "../test/twins/three-gathered.ts",
    fails: "../test/twins/three-as-they-come.ts",
  },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["a b c"]);
  },
);

claim(
  "asCompleted gives out the results in the order of the replies, whatever that is",
  {
    orders: "all",
    holds: "../test/twins/three-as-completed.ts",
    fails: "../test/twins/three-in-input-order.ts",
  },
  ({ output, steps }) => {
    const replies = steps.map(({ text }) => /"_id":\s*"(\w)"/.exec(text)?.[1]);

    expect(new Set(replies)).toEqual(new Set(["a", "b", "c"]));
    expect(output.map(({ text }) => text)).toEqual(replies);
  },
);
