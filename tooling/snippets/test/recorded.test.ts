import { Timeline, type MongodbSpan } from "@samples/timeline";
import { describe, expect, it } from "vitest";
import {
  compareDeclarations,
  compareOutput,
  compareStructure,
  describeStructure,
  embedStructure,
  looseBounds,
  printedOutput,
  readStructure,
  recordOutput,
  TemplateError,
} from "../src/index.ts";

const rules = {
  latencyMs: 50,
  templates: ["{3..8} ticks", "slept {slept 9L..12L} ms on {word}", "…, {duration} ms later"],
  unordered: ["got "],
};

const record = (runs: string[][], source = "", templates = rules.templates) =>
  recordOutput(runs, { ...rules, templates }, source);

describe("recordOutput", () => {
  it("makes a hole of a value that differs between two runs, and keeps what the first run printed", () => {
    const first = [
      "10 packages in 56 ms",
      "2,017 ms, or 0.52 s, 9.8 times as long",
      "id 65f0c0ffee65f0c0ffee65f0 at 127.0.0.1:54321, 2026-01-02T03:04:05.678Z",
      "b3fb05ff-0000-4000-8000-000000000001, { a: 1 }",
    ];
    const second = [
      "10 packages in 58 ms",
      "2,020 ms, or 0.53 s, 9.7 times as long",
      "id 65f0c0ffee65f0c0ffee65f1 at 127.0.0.1:54322, 2026-01-02T03:04:06.678Z",
      "b3fb05ff-0000-4000-8000-000000000002, { a: 1 }",
    ];

    const { text, unproven, problems } = record([first, second]);

    expect({ text: text.split("\n"), unproven, problems }).toEqual({
      text: [
        "10 packages in {56: duration} ms",
        "{2,017: duration} ms, or {0.52: duration} s, {9.8: ratio} times as long",
        "id {65f0c0ffee65f0c0ffee65f0: id} at 127.0.0.1:{54321: port}, {2026-01-02T03:04:05.678Z: time}",
        "{b3fb05ff-0000-4000-8000-000000000001: uuid}, { a: 1 }",
        "",
      ],
      unproven: [],
      problems: [],
    });
    expect(printedOutput(text)).toEqual(first);
    expect(compareOutput(text, second, rules)).toEqual([]);
  });

  it("keeps a text of the source, though it looks like a duration", () => {
    const source = "throw new Error(`no answer within 100 ms`)";

    const { text, unproven } = record(
      [
        ["no answer within 100 ms; caught after 100 ms"],
        ["no answer within 100 ms; caught after 101 ms"],
      ],
      source,
    );

    expect(text).toBe("no answer within 100 ms; caught after {100: duration} ms\n");
    expect(unproven).toEqual([]);
    expect(
      compareOutput(text, ["no answer within 250 ms; caught after 100 ms"], rules),
    ).toMatchObject([{ line: 1 }]);
  });

  it("says which durations did not differ, though the source does not have them as a text", () => {
    const lines = ["no answer within 100 ms; caught after 101 ms"];

    const { text, unproven } = record([lines, lines], 'Error("no answer within 100 ms")');

    expect(text).toBe("no answer within 100 ms; caught after 101 ms\n");
    expect(unproven).toEqual(['101 in "no answer within 100 ms; caught after 101 ms"']);
  });

  it("makes holes where the header declares them, whether or not they differ", () => {
    const lines = ["4 ticks", "slept 505 ms on host-17", "have a promise, 0.1 ms later"];

    expect(record([lines, lines]).text.split("\n")).toEqual([
      "{4: 3..8} ticks",
      "slept {505: slept 9L..12L} ms on {host-17: word}",
      "have a promise, {0.1: duration} ms later",
      "",
    ]);
  });

  it("refuses what differs and has no type: the header must declare it", () => {
    expect(record([["53 heartbeats"], ["52 heartbeats"]]).problems).toEqual([
      'two runs printed "53 heartbeats" and "52 heartbeats": declare in the header what may vary (@output), or which lines come in any order (@unordered)',
    ]);
    expect(record([["a"], ["a", "b"]]).problems).toHaveLength(1);
    expect(
      record([
        ["got a", "got b"],
        ["got b", "got a"],
      ]).problems,
    ).toEqual([]);
  });

  it("holds a hole to the value of another one of its name", () => {
    const templates = ["{found 1..9} found", "read {found}"];
    const { text, problems } = record([["4 found", "read 4"]], "", templates);

    expect({ text, problems }).toEqual({
      text: "{4: found 1..9} found\nread {4: found 1..9}\n",
      problems: [],
    });
    expect(compareOutput(text, ["5 found", "read 5"], rules)).toEqual([]);
    expect(compareOutput(text, ["5 found", "read 4"], rules)).toEqual([
      { line: 1, message: "found is 5 in one line and 4 in another" },
    ]);
    expect(() => record([["4 found"]], "", ["{found} found"])).toThrow(TemplateError);
  });
});

describe("compareOutput", () => {
  /** Compares with a recording whose durations are all known to vary. */
  const compare = (before: string[], now: string[]) => {
    const other = before.map((line) => line.replaceAll(/\d(?= m?s\b)/g, "x"));
    const { text } = record([before, other.map((line) => line.replaceAll("x", "9"))]);
    return compareOutput(text, now, rules);
  };

  it("never lets 2,017 ms pass for 1,017 ms", () => {
    expect(compare(["took 1017 ms"], ["took 2017 ms"])).toEqual([
      { line: 1, message: 'printed "took 2017 ms": 2017, and 1017 allows 747.8 to 1448.8' },
    ]);
    expect(compare(["took 2017 ms"], ["took 1017 ms"])).toHaveLength(1);
    expect(compare(["took 1.01 s"], ["took 2.02 s"])).toHaveLength(1);
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
    expect(compareOutput("", ["a"], rules)).toHaveLength(1);
  });

  it("keeps declared bounds, also those with no upper end", () => {
    expect(compare(["4 ticks"], ["8 ticks"])).toEqual([]);
    expect(compare(["4 ticks"], ["9 ticks"])).toEqual([
      { line: 1, message: 'printed "9 ticks": 9, and the header allows 3 to 8' },
    ]);
    expect(compare(["slept 505 ms on a"], ["slept 605 ms on a"])).toEqual([
      {
        line: 1,
        message: 'printed "slept 605 ms on a": slept is 605, and the header allows 450 to 600',
      },
    ]);
    const atLeast = record([["blocked for 410 ms"]], "", ["blocked for {8L..} ms"]).text;
    expect(compareOutput(atLeast, ["blocked for 4000 ms"], rules)).toEqual([]);
    expect(compareOutput(atLeast, ["blocked for 399 ms"], rules)).toHaveLength(1);
  });

  it("takes declared lines in any order, though not missing or changed ones", () => {
    expect(
      compare(
        ["got a in 10 ms", "got b in 200 ms", "end"],
        ["got b in 200 ms", "got a in 10 ms", "end"],
      ),
    ).toEqual([]);
    expect(compare(["got a", "got b", "end"], ["got b", "got b", "end"])).toHaveLength(1);
    expect(
      compare(["got 1 in 10 ms", "got 1 in 200 ms"], ["got 1 in 200 ms", "got 1 in 10 ms"]),
    ).toEqual([]);
  });
});

describe("compareDeclarations", () => {
  it("notices a recorded bound that was edited, and a declaration that is not recorded", () => {
    const templates = ["{3..8} ticks"];

    expect(compareDeclarations("{4: 3..8} ticks\n", { templates })).toEqual([]);
    expect(compareDeclarations("{4: 0..99} ticks\n", { templates })).toEqual([
      {
        line: 1,
        message:
          'recorded "{4: 0..99} ticks", and the header\'s @output makes it "{4: 3..8} ticks"',
      },
    ]);
    expect(compareDeclarations("{4: 3..8} ticks\n", { templates: [] })).toEqual([
      {
        line: 1,
        message: 'recorded "{4: 3..8} ticks", and no @output of the header declares this',
      },
    ]);
    expect(compareDeclarations("a text\n", { templates })).toEqual([
      {
        line: 1,
        message: 'the header\'s "@output {3..8} ticks" is about none of the recorded lines',
      },
    ]);
  });
});

describe("looseBounds", () => {
  const loose = (declared: string, other: string) =>
    looseBounds(
      record([["hashed in 250 ms"]], "", [`hashed in ${declared} ms`]).text,
      [other],
      rules,
    );

  it("tells of bounds so wide that another program's line passes", () => {
    expect(loose("{0.5L..99L}", "hashed in 125 ms")).toEqual([
      { line: 1, message: '{0.5L..99L} is so wide that it lets "hashed in 125 ms" pass' },
    ]);
  });

  it("says nothing of bounds that are narrow, keep the other one out, or have no upper end", () => {
    expect(loose("{4L..8L}", "hashed in 210 ms")).toEqual([]);
    expect(loose("{0.5L..99L}", "hashed in 9 ms")).toEqual([]);
    expect(loose("{0.5L..99L}", "another line")).toEqual([]);
    expect(loose("{1L..}", "hashed in 125 ms")).toEqual([]);
  });
});

describe("structure", () => {
  const span = (name: string, startMs: number, endMs: number): MongodbSpan => ({
    lane: "mongodb",
    name,
    startMs,
    endMs,
    ok: true,
    command: "find",
    connection: 1,
    requestId: startMs,
  });
  const structureOf = (spans: MongodbSpan[], printed: string[] = []) =>
    describeStructure(new Timeline({ spans, connections: [], marks: [] }), printed);
  const together = [span("find a", 0, 50), span("find a", 1, 51), span("find a", 2, 52)];
  const inTurn = [span("find a", 0, 50), span("find a", 50, 100), span("find a", 101, 150)];

  it("tells three at once from three in turn, and not 50 ms from 60", () => {
    expect(structureOf(together).lanes).toEqual({
      mongodb: { names: { "find a": 3 }, peak: 3, chain: 1 },
    });
    expect(compareStructure(structureOf(together), structureOf(inTurn))).toEqual([
      "mongodb: at most 3 in flight was recorded, now 1",
      "mongodb: 1 one after another was recorded, now 3",
    ]);
    expect(
      compareStructure(
        structureOf(together),
        structureOf(together.map((one) => ({ ...one, endMs: one.endMs + 10 }))),
      ),
    ).toEqual([]);
  });

  it("tells one run from another, and one output from another", () => {
    const [first] = structureOf(together, ["a"]).runs;
    const [same] = structureOf(together, ["a"]).runs;
    const [later] = structureOf(inTurn, ["a"]).runs;
    const [other] = structureOf(together, ["b"]).runs;

    expect(same).toEqual(first);
    expect(later).toEqual({ id: expect.any(String) as string, output: first?.output });
    expect(later?.id).not.toBe(first?.id);
    expect(other?.output).not.toBe(first?.output);
  });

  it("travels inside the SVG", () => {
    const structure = structureOf([span("find ]]> & <b>", 0, 1)], ["a"]);

    expect(readStructure(embedStructure("<svg></svg>\n", structure))).toEqual(structure);
    expect(readStructure("<svg></svg>")).toBeUndefined();
  });
});
