import { readFileSync } from "node:fs";
import path from "node:path";
import { readStructure } from "@samples/snippets";
import { expect, test } from "vitest";
import { checkRunFile } from "../src/recording/check-run-file.ts";
import { repositoryRoot } from "../src/repository.ts";

/** The recorded files of 06/gather and of its twin, which differ in nothing but their order. */
const recorded = (name: string) =>
  readFileSync(path.join(repositoryRoot, "chapters/06-gather/recorded", name), "utf8");
const json = recorded("gather.run.json");
const text = recorded("gather.txt");

function check(file: string): string | undefined {
  const structure = readStructure(recorded("gather.svg"));
  if (!structure) throw new Error("the picture of 06/gather does not say its structure");
  return checkRunFile(file, structure, text);
}

/** The JSON of a run with other spans, which claims to be the recorded one. */
function withSpans(spans: string): string {
  return `${json.slice(0, json.indexOf('"spans"'))}"spans": ${spans}}`;
}

test("the run to be played is the one of the recorded picture and text", () => {
  expect(check(json)).toBeUndefined();
});

test("a run of the twin is refused, and so is one that only says it is the recorded one", () => {
  const twin = recorded("one-by-one.run.json");

  expect(check(twin)).toBe("is not the run that the recorded picture shows");
  expect(check(withSpans(twin.slice(twin.indexOf('"spans"') + 9, twin.lastIndexOf("}"))))).toBe(
    "does not draw the recorded picture: mongodb: at most 10 in flight was recorded, now 1",
  );
  expect(check(withSpans("[]"))).toBe(
    "does not draw the recorded picture: the mongodb lane is gone",
  );
});

test("a run that prints something else is refused, and so is one that cannot be read", () => {
  expect(check(json.replace(`"name":"${text.trim()}"`, '"name":"11 packages"'))).toBe(
    "prints another line 1 than the recorded text has",
  );
  expect(check(json.slice(1))).toBe(
    "cannot be played: This is not the JSON of a run: it cannot be read as JSON.",
  );
});
