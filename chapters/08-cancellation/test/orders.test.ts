import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "an abort that comes before the reply rejects the query, one that comes after it changes nothing",
  {
    orders: "all",
    holds: "../test/twins/abort-against-reply.ts",
    fails: "../test/twins/abort-unheard.ts",
  },
  ({ output, steps }) => {
    const [first] = steps;
    const isAbortedFirst = first?.text.includes('"left"');

    expect(output.map(({ text }) => text)).toEqual([
      isAbortedFirst ? "not shown: the user has left" : "shown",
    ]);
  },
);
