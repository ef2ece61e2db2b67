import { expect } from "vitest";
import { claim } from "../../../src/vitest/index.ts";

expect.extend({
  toSay(run: { output: { text: string }[] }, text: string) {
    return {
      pass: run.output.some((line) => line.text === text),
      message: () => `nobody said ${text}`,
    };
  },
});

interface SayMatcher {
  toSay(text: string): void;
}

const pair = { holds: "right.ts", fails: "wrong.ts" };

claim("a good one", pair, (run) => {
  expect(run.output.map((line) => line.text)).toEqual(["right"]);
});

claim("a good one with a matcher of its own", pair, (run) => {
  (expect(run) as unknown as SayMatcher).toSay("right");
});

claim("a good one that waits", pair, async (run) => {
  await expect(Promise.resolve(run.output[0]?.text)).resolves.toBe("right");
});

claim("one that says nothing", pair, (run) => {
  expect(run.exitCode).toBe(0);
});

claim("one that is broken", pair, (run) => {
  if (run.output[0]?.text === "wrong") throw new TypeError("a slip of the claim");
});

claim(
  "one about a program that ends otherwise",
  { holds: "breaks.ts", fails: "wrong.ts" },
  (run) => {
    expect(run.output[0]?.text).toBe("right");
  },
);

claim(
  "one about a crash that was announced",
  { holds: "breaks-as-announced.ts", fails: "right.ts" },
  (run) => {
    expect(run.outcome.kind).toBe("crashed");
  },
);

claim(
  "one about a program that is not there",
  { holds: "nowhere.ts", fails: "wrong.ts" },
  (run) => {
    expect(run.output[0]?.text).toBe("right");
  },
);

const orders = "../../../../explore/test/programs";

claim(
  "one about every order",
  { holds: `${orders}/lost-update.ts`, fails: `${orders}/increment.ts`, orders: "all" },
  (run) => {
    expect(run.documents("accounts")).toEqual([{ _id: "ada", balance: 200 }]);
  },
);
