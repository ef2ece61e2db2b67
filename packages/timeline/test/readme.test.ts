import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import "@samples/timeline/matchers";
import { Timeline } from "../src/index.ts";
import { draw, run } from "./records/draw.ts";
import { oneByOne } from "./records/gather.ts";
import { bigReply } from "./records/scenes.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replaceAll(
  "\r\n",
  "\n",
);

/** The text block after a marker. */
function blockAfter(marker: string): string {
  const [, block = ""] = readme.split(`<!-- ${marker} -->`)[1]?.split(/```(?:text)?\n/) ?? [];
  return block;
}

test("the README shows the failure that a matcher really has", () => {
  let message = "";
  try {
    expect(new Timeline(oneByOne(3)).mongodb("find")).toAllStartBeforeAnyEnds();
  } catch (error) {
    message = error instanceof Error ? error.message : "";
  }

  expect(blockAfter("failure")).toBe(message);
});

test("the README shows the picture that is really drawn", () => {
  expect(`\n${blockAfter("picture")}`).toBe(draw(run(bigReply())));
});
