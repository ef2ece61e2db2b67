import { describe, expect, test } from "vitest";
import { Spans } from "../src/index.ts";
import { command, line } from "./records/gather.ts";

function spans(...times: [startMs: number, endMs: number][]) {
  return new Spans(
    times.map(([startMs, endMs], i) => command({ name: `s${i}`, startMs, endMs, requestId: i })),
    "find commands",
  );
}

describe("a selection of spans", () => {
  test("stands in order of start and knows its first, its last, and who ends first and last", () => {
    const selection = spans([5, 20], [0, 30], [10, 15]);

    expect({
      names: selection.names,
      first: selection.first.name,
      last: selection.last.name,
      firstToEnd: selection.firstToEnd.name,
      lastToEnd: selection.lastToEnd.name,
      longest: selection.longest.name,
      order: selection.inOrderOfEnd().map(({ name }) => name),
    }).toEqual({
      names: ["s1", "s0", "s2"],
      first: "s1",
      last: "s2",
      firstToEnd: "s2",
      lastToEnd: "s1",
      longest: "s1",
      order: ["s2", "s0", "s1"],
    });
  });

  test("measures from first start to last end, the time something is in flight, and the sum", () => {
    const selection = spans([0, 10], [5, 12], [20, 30]);

    expect({
      durationMs: selection.durationMs,
      busyMs: selection.busyMs,
      totalMs: selection.totalMs,
      gaps: selection.gaps,
    }).toEqual({ durationMs: 30, busyMs: 22, totalMs: 27, gaps: [{ startMs: 12, endMs: 20 }] });
  });

  test("finds the longest chain, in which each starts after the one before has ended", () => {
    const selection = spans([0, 10], [2, 8], [9, 20], [10, 12], [12, 30]);

    expect(selection.longestChain.names).toEqual(["s1", "s3", "s4"]);
    expect(spans([0, 5], [1, 6]).longestChain).toHaveLength(1);
    expect(spans().longestChain).toHaveLength(0);
  });

  test("counts how many are in flight, with one that ends where another starts not counted together", () => {
    const selection = spans([0, 10], [5, 15], [10, 20]);

    expect(selection.inFlight).toEqual([
      { atMs: 0, count: 1 },
      { atMs: 5, count: 2 },
      { atMs: 15, count: 1 },
      { atMs: 20, count: 0 },
    ]);
    expect(selection.peak).toBe(2);
  });

  test("counts a span of 0 ms at its moment", () => {
    const selection = spans([0, 10], [4, 4], [10, 10]);

    expect(selection.inFlight).toEqual([
      { atMs: 0, count: 1 },
      { atMs: 4, count: 2 },
      { atMs: 4, count: 1 },
      { atMs: 10, count: 1 },
      { atMs: 10, count: 0 },
    ]);
  });

  test.each([
    {
      times: [
        [0, 10],
        [5, 15],
        [9, 30],
      ],
      allAtOnce: true,
      disjoint: false,
    },
    {
      times: [
        [0, 10],
        [5, 15],
        [10, 30],
      ],
      allAtOnce: false,
      disjoint: false,
    },
    {
      times: [
        [0, 10],
        [10, 20],
        [20, 30],
      ],
      allAtOnce: false,
      disjoint: true,
    },
    {
      times: [
        [0, 30],
        [1, 2],
        [3, 4],
      ],
      allAtOnce: false,
      disjoint: false,
    },
  ] as { times: [number, number][]; allAtOnce: boolean; disjoint: boolean }[])(
    "tells all at once from one after another: $times",
    ({ times, allAtOnce, disjoint }) => {
      const selection = spans(...times);

      expect([selection.allStartBeforeAnyEnds, selection.areDisjoint]).toEqual([
        allAtOnce,
        disjoint,
      ]);
    },
  );

  test("finds an overlap with the span that reaches furthest, not only with the neighbor", () => {
    const selection = spans([0, 100], [1, 2], [50, 60]);

    expect(selection.overlaps.map((pair) => pair.map(({ name }) => name))).toEqual([
      ["s0", "s1"],
      ["s0", "s2"],
    ]);
  });

  test("measures how long it overlaps with another selection", () => {
    const queries = spans([0, 10], [20, 30]);
    const requests = spans([5, 25]);

    expect(queries.overlapMs(requests)).toBe(10);
  });

  test("narrows by name, time and predicate, and says in words what it selected", () => {
    const selection = spans([0, 10], [5, 15], [20, 30]);

    const parts = [
      selection.named("s1"),
      selection.named(/[02]/),
      selection.during({ startMs: 12, endMs: 20 }),
      selection.before(15),
      selection.after(selection.at(1)),
      selection.where(({ requestId }) => requestId === 2, "the last"),
      selection.named("s0").and(selection.named("s2")),
    ];

    expect(parts.map((part) => [part.description, ...part.names])).toEqual([
      ["find commands named s1", "s1"],
      ["find commands named /[02]/", "s0", "s2"],
      ["find commands during 12 to 20 ms", "s1"],
      ["find commands before 15 ms", "s0", "s1"],
      ["find commands after 15 ms", "s2"],
      ["the last", "s2"],
      ["find commands named s0 and find commands named s2", "s0", "s2"],
    ]);
  });

  test("a line of output lies within a span from its start up to, not including, its end", () => {
    const ticks = new Spans([line(10, "a"), line(15, "b"), line(20, "c")], "ticks");

    expect(ticks.during({ startMs: 10, endMs: 20 }).names).toEqual(["a", "b"]);
  });

  test("has no first span when it is empty, and says so", () => {
    const nothing = spans();

    expect(() => nothing.first).toThrow(
      new RangeError("Cannot take span 0 of the find commands as there are 0"),
    );
    expect([nothing.durationMs, nothing.peak, nothing.busyMs, nothing.gaps]).toEqual([0, 0, 0, []]);
    expect(nothing.allStartBeforeAnyEnds).toBe(false);
  });
});
