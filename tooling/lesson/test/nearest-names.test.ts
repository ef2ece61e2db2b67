import { describe, expect, it } from "vitest";
import { didYouMean, nearestNames } from "../src/programs/nearest-names.ts";

const names = ["02/hash-sync", "02/hash-async", "06/gather", "06/one-by-one", "07/chunks"];

describe("nearestNames", () => {
  it("finds a name with a letter missing, with or without its chapter", () => {
    expect(nearestNames("gathr", names)).toEqual(["06/gather"]);
    expect(nearestNames("06/gathr", names)).toEqual(["06/gather"]);
  });

  it("finds a program in another chapter than the one that was typed", () => {
    expect(nearestNames("05/gather", names)).toEqual(["06/gather"]);
  });

  it("finds names by a part of them", () => {
    expect(nearestNames("one-by", names)).toEqual(["06/one-by-one"]);
  });

  it("puts the nearest first, whatever the case", () => {
    expect(nearestNames("HASH-SYNC", names)).toEqual(["02/hash-sync", "02/hash-async"]);
  });

  it("names nothing that is far away", () => {
    expect(nearestNames("kubernetes", names)).toEqual([]);
  });
});

describe("didYouMean", () => {
  it("asks for one, two or three names as a person would", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(didYouMean)).toEqual([
      "",
      " Did you mean a?",
      " Did you mean a or b?",
      " Did you mean a, b or c?",
    ]);
  });
});
