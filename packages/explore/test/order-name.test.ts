import { describe, expect, it } from "vitest";
import { nameOrder, parseOrder } from "../src/index.ts";

const steps = (key: string, count: number): string[] => Array.from({ length: count }, () => key);

describe("the name of an order", () => {
  it("has the key of each step, and counts those that come four times or more in a row", () => {
    expect([
      nameOrder(["1", "2r", "1", "2rx"]),
      nameOrder([...steps("1", 3), ...steps("2", 4), "3"]),
      nameOrder([...steps("1r", 12), "11", "1"]),
      nameOrder([]),
    ]).toEqual(["1.2r.1.2rx", "1.1.1.2*4.3", "1r*12.11.1", ""]);
  });

  it("is read with counts and without", () => {
    const keys = [...steps("1", 3), "2", ...steps("2rx", 12)];

    expect([
      parseOrder("1.1*2.2.2rx*12"),
      parseOrder(keys.join(".")),
      parseOrder(nameOrder(keys)),
    ]).toEqual([keys, keys, keys]);
  });

  it.each(["", "1.", "0", "1*0", "1*", "*3", "1*2*3", "1x2", "r", "1*999999999"])(
    "is refused when it is %j",
    (name) => {
      expect(() => parseOrder(name)).toThrow(RangeError);
    },
  );
});
