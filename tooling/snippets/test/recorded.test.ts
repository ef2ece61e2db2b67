import { describe, expect, it } from "vitest";
import {
  compareOutput,
  compareStructure,
  describeStructure,
  embedStructure,
  fillHoles,
  readStructure,
  recordOutput,
} from "../src/index.ts";

const rules = {
  latencyMs: 50,
  templates: ["{3..8} ticks", "slept {9L..12L} ms on {word}"],
  unordered: ["got "],
};

describe("recordOutput", () => {
  it("turns what may vary into typed holes that keep value and bounds", () => {
    const lines = [
      "10 packages in 56 ms",
      "2,017 ms, or 0.52 s, 9.8 times as long",
      "4 ticks",
      "slept 505 ms on host-17",
      "id 65f0c0ffee65f0c0ffee65f0 at 127.0.0.1:54321, 2026-01-02T03:04:05.678Z",
      "every 10 names, version 7.9.0, { a: 1 }",
    ];

    const recorded = recordOutput(lines, rules);

    expect(recorded.split("\n")).toEqual([
      "10 packages in {1.1L} ms",
      "{40.3L} ms, or {10.4L} s, {9.8×} times as long",
      "{4 in 3..8} ticks",
      "slept {10.1L in 9L..12L} ms on {word host-17}",
      "id {id 65f0c0ffee65f0c0ffee65f0} at 127.0.0.1:{port 54321}, {time 2026-01-02T03:04:05.678Z}",
      "every 10 names, version 7.9.0, { a: 1 }",
      "",
    ]);
    expect(compareOutput(recorded, lines, rules)).toEqual([]);
  });

  it("is shown with the values that were seen", () => {
    expect(fillHoles("{10.4L} s, {1.1L} ms, {4 in 3..8} ticks, {9.8×} times", 50)).toBe(
      "0.52 s, 55 ms, 4 ticks, 9.8 times",
    );
  });
});

describe("compareOutput", () => {
  const compare = (before: string[], now: string[]) =>
    compareOutput(recordOutput(before, rules), now, rules);

  it("never lets 2,017 ms pass for 1,017 ms", () => {
    expect(compare(["took 1017 ms"], ["took 2017 ms"])).toEqual([
      {
        line: 1,
        message: "recorded 20.3 times the latency, now 40.3 (allowed 14.9 to 28.9)",
      },
    ]);
    expect(compare(["took 2017 ms"], ["took 1017 ms"])).toHaveLength(1);
    expect(compare(["took 56 ms"], ["took 112 ms"])).toHaveLength(1);
  });

  it("lets a busy machine's share pass", () => {
    expect(compare(["took 56 ms", "took 510 ms"], ["took 75 ms", "took 600 ms"])).toEqual([]);
  });

  it("compares text, count and order of lines, and says which line", () => {
    expect(compare(["a", "b"], ["a", "c"])).toEqual([
      { line: 2, message: 'recorded "b", printed "c"' },
    ]);
    expect(compare(["a", "b"], ["b", "a"])).toHaveLength(2);
    expect(compare(["a", "b"], ["a"])).toEqual([
      { line: 2, message: 'recorded "b", and nothing more was printed' },
    ]);
    expect(compare(["a"], ["a", "b"])).toEqual([
      { line: 1, message: 'printed "b", which is not recorded' },
    ]);
  });

  it("keeps declared bounds, and notices when a recorded bound is edited", () => {
    expect(compare(["4 ticks"], ["8 ticks"])).toEqual([]);
    expect(compare(["4 ticks"], ["9 ticks"])).toMatchObject([
      { message: "printed 9, and the header allows 3 to 8" },
    ]);
    expect(compareOutput("{4 in 0..99} ticks\n", ["4 ticks"], rules)).toHaveLength(1);
  });

  it("takes declared lines in any order, though not missing or changed ones", () => {
    expect(
      compare(
        ["got a in 10 ms", "got b in 200 ms", "end"],
        ["got b in 200 ms", "got a in 10 ms", "end"],
      ),
    ).toEqual([]);
    expect(compare(["got a", "got b", "end"], ["got b", "got b", "end"])).toHaveLength(1);
  });
});

describe("structure", () => {
  const span = (name: string, startMs: number, endMs: number) => ({
    lane: "mongodb",
    name,
    startMs,
    endMs,
  });
  const together = [span("find a", 0, 50), span("find a", 1, 51), span("find a", 2, 52)];
  const inTurn = [span("find a", 0, 50), span("find a", 50, 100), span("find a", 101, 150)];

  it("tells three at once from three in turn, and not 50 ms from 60", () => {
    expect(describeStructure(together)).toEqual({
      lanes: { mongodb: { names: { "find a": 3 }, peak: 3, chain: 1 } },
    });
    expect(compareStructure(describeStructure(together), describeStructure(inTurn))).toEqual([
      "mongodb: at most 3 in flight was recorded, now 1",
      "mongodb: 1 one after another was recorded, now 3",
    ]);
    expect(
      compareStructure(
        describeStructure(together),
        describeStructure(together.map((one) => ({ ...one, endMs: one.endMs + 10 }))),
      ),
    ).toEqual([]);
  });

  it("travels inside the SVG", () => {
    const structure = describeStructure([span("find ]]> & <b>", 0, 1)]);

    expect(readStructure(embedStructure("<svg></svg>\n", structure))).toEqual(structure);
    expect(readStructure("<svg></svg>")).toBeUndefined();
  });
});
