import { expect, it } from "vitest";
import { compareWithKnown } from "../src/compare-with-known.ts";

const known = { "a.test.ts: sorts": "the order is another", "a.test.ts: waits": "timing: slow" };

it("a list of differences is right when exactly those tests fail, the slow ones or not", () => {
  expect(compareWithKnown(known, ["a.test.ts: sorts"])).toEqual([]);
  expect(compareWithKnown(known, ["a.test.ts: waits", "a.test.ts: sorts"])).toEqual([]);
});

it("a test that is listed by a name that it no longer has is wrong, also where it is slow", () => {
  expect(compareWithKnown(known, [], ["a.test.ts: sorts"])).toEqual([
    "is listed, and there is no such test: a.test.ts: waits",
    "is listed and does not differ: a.test.ts: sorts",
  ]);
});

it("a difference that is not listed is wrong, and so is one that has gone", () => {
  expect(compareWithKnown(known, ["b.test.ts: counts"])).toEqual([
    "differs and is not listed: b.test.ts: counts",
    "is listed and does not differ: a.test.ts: sorts",
  ]);
});
