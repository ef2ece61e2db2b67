import { expect, test } from "vitest";
import { layOutPicture, readRunFile, renderSvg, writeRunFile } from "../src/index.ts";
import type { PicturedRun } from "../src/index.ts";
import { gatherRun, run } from "./records/draw.ts";
import { gather, line, oneByOne, record, slice } from "./records/gather.ts";
import { cutShort, longWait, queryPlusHttp, thousand } from "./records/scenes.ts";

const drawn = { id: "a", output: "b" };
const draw = (pictured: PicturedRun) => renderSvg(layOutPicture(pictured));

test.each([
  ["gather", run(gather(), gatherRun)],
  ["one-by-one", run(oneByOne(), { plots: [{ name: "packages" }] })],
  ["lecture", run(queryPlusHttp())],
  ["cut-short", run(cutShort(), { timedOut: true })],
  ["long-wait", run(longWait(), { exitCode: 1 })],
])("%s is drawn the same from its file as from its record", (_, pictured) => {
  const file = readRunFile(writeRunFile(pictured, drawn));

  expect(file.drawn).toEqual(drawn);
  expect(draw(file.run)).toBe(draw(pictured));
});

test("a file has one span a line, times to the microsecond, and no housekeeping", () => {
  const pictured = run(
    record([slice(0, 2, { kind: "load" }), slice(2, 3.00049, { kind: "start" }), line(3, "done")]),
    { program: "chapters/06-gather/src/gather.ts" },
  );

  expect(writeRunFile(pictured, drawn)).toBe(`{
"format": "lesson-run",
"version": 1,
"drawn": {"id":"a","output":"b"},
"program": "chapters/06-gather/src/gather.ts",
"exitCode": 0,
"spans": [
{"lane":"thread","name":"start","startMs":2,"endMs":3,"ok":true,"thread":0,"cause":{"kind":"start"}},
{"lane":"output","name":"done","startMs":3,"endMs":3,"ok":true,"stream":"stdout"}
]
}
`);
});

test("a run of more than 200 kB is left out, and its file says why", () => {
  const file = readRunFile(writeRunFile(run(thousand(1000)), drawn));

  expect(file.drawn).toEqual(drawn);
  expect(file.run.timeline.spans().length).toBe(0);
  expect(file.leftOut).toBe("This run has 2000 spans (291 kB): too much for a page to play.");
});
