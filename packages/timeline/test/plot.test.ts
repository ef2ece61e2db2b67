import { describe, expect, it, test } from "vitest";
import { layOutPicture, readPlotTags, renderSvg, Timeline } from "../src/index.ts";
import { isOnlyPlotted } from "../src/plot.ts";
import { draw, run } from "./records/draw.ts";
import { command, line, record } from "./records/gather.ts";

const printed = (...texts: string[]) =>
  new Timeline(record(texts.map((text, index) => line(index * 10, text))));

describe("a tag of the header", () => {
  it("has a name and maybe a unit, and there may be several", () => {
    expect(readPlotTags("depth\nin flight\nheap (MB)\n")).toEqual([
      { name: "depth" },
      { name: "in flight" },
      { name: "heap", unit: "MB" },
    ]);
  });
});

describe("the number beside a name", () => {
  it("is read after it, after a colon or an equals sign, and before it", () => {
    const timeline = printed(
      "depth 3",
      "queue depth: 12 of 20",
      "depth=0",
      "5 depth",
      "depth -1.5",
      "depth 1,024",
    );

    expect(timeline.plot("depth").points.map(({ value }) => value)).toEqual([
      3, 12, 0, 5, -1.5, 1024,
    ]);
  });

  it("belongs to the whole name and to no other", () => {
    const timeline = printed("depths 3", "depth_max 4", "3 in flight, depth 7", "no number");

    expect(timeline.plot("depth").points).toEqual([{ atMs: 20, value: 7 }]);
    expect(timeline.plot("in flight").points).toEqual([{ atMs: 20, value: 3 }]);
  });

  it("is missing where a line has the name alone: an event", () => {
    expect(printed("heartbeat", "done").plot("heartbeat").points).toEqual([{ atMs: 0 }]);
  });

  it("has a name that is no pattern", () => {
    expect(printed("a+b 1", "aab 2").plot("a+b").points).toEqual([{ atMs: 0, value: 1 }]);
  });
});

test("a line that says nothing else is not shown as output as well", () => {
  const tags = [{ name: "depth" }, { name: "heap", unit: "MB" }];

  expect(
    ["depth 3", "depth 3, heap 12 MB", "depth 3 after page 2", "12 packages"].map((text) =>
      isOnlyPlotted(text, tags),
    ),
  ).toEqual([true, true, false, false]);
});

const queue = record([
  command({ startMs: 0, endMs: 100 }),
  line(10, "depth 1"),
  line(20, "depth 4, heap 8 MB"),
  line(40, "tick"),
  line(60, "depth 2, heap 12 MB"),
  line(70, "tick"),
  line(95, "done"),
]);
const plots = [{ name: "depth" }, { name: "heap", unit: "MB" }, { name: "tick" }];

test("printed numbers are lanes, each on a scale of its own, and lines without a number are ticks", () => {
  expect(draw(run(queue, { plots }))).toMatchInlineSnapshot(`
    "
    program.ts

    output                                                        done╵       1 line
    depth                ▂▂▂▂▂██████████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄     peak 4
    heap                      ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅██████████████████████ peak 12 MB
    tick                                 ╵               ╵                       2 ×
    a find packages ╾────────────────────────────────────────────────────     100 ms
                    0         20         40        60         80        100 ms
    "
  `);
});

test("runs beside each other have one scale for a name", () => {
  const low = record([command({ startMs: 0, endMs: 100 }), line(10, "depth 1")]);
  const { panels } = layOutPicture([run(queue, { plots }), run(low, { plots })]);
  const scales = panels.map(({ rows }) =>
    rows.flatMap((row) => (row.kind === "plot" && row.label === "depth" ? [row.scale] : [])),
  );

  expect(scales).toEqual([[{ lowest: 0, highest: 4 }], [{ lowest: 0, highest: 4 }]]);
});

test("a name that is markup stays text", () => {
  const name = "<script>";
  const svg = renderSvg(
    layOutPicture(run(record([line(0, "<script> 3")]), { plots: [{ name, unit: "<b>" }] })),
  );

  expect(svg).not.toContain("<script");
  expect(svg).not.toContain("<b>");
});
