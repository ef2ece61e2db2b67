import { describe, expect, it } from "vitest";
import { atLeast, atMost, format, median } from "../src/benchmark.ts";
import { renderTable } from "../src/table.ts";

describe("renderTable", () => {
  it("aligns numbers to the right and says of each goal whether it was met", () => {
    const table = renderTable(
      [
        {
          what: "proxy",
          measured: "0.25 ms",
          beside: "direct 0.2 ms",
          ratio: 1.25,
          goal: atMost(1.25, 1.5),
        },
        { what: "pings", measured: "9,000 /s", goal: atLeast(9000, 10_000, "/s") },
        { what: "memory", measured: "160 bytes" },
      ],
      { color: false },
    );

    expect(table.split("\n")).toEqual([
      "proxy                                              0.25 ms  direct 0.2 ms               1.25 ×  ≤ 1.5 ×      met",
      "pings                                             9,000 /s                                      ≥ 10,000 /s  missed",
      "memory                                           160 bytes",
    ]);
  });
});

describe("format", () => {
  it("gives as many digits as say something", () => {
    expect([1234.5, 12.345, 1.2345, 0.5, 0.00834, 0].map(format)).toEqual([
      "1,235",
      "12.3",
      "1.23",
      "0.5",
      "0.008",
      "0",
    ]);
  });
});

describe("median", () => {
  it("is the value in the middle, whatever the order and the outliers", () => {
    expect(median([3, 1, 1000, 2, 4])).toBe(3);
  });

  it("does not exist for no values", () => {
    expect(() => median([])).toThrow("Cannot take the median as there are no values");
  });
});
