import { expect, test } from "vitest";
import { readProgramHeader } from "../src/index.ts";

test("a header tells title, counterpart, twin and latency, and the sentences after them", () => {
  const header = readProgramHeader(`#!/usr/bin/env node
/**
 * @title Ask for everything, then wait
 * @python asyncio.gather
 * @twin one-by-one.ts
 * @latency 50
 *
 * Ten queries that do not need each other
 * take as long as the slowest one.
 *
 * Notice the first reply.
 */
import { MongoClient } from "mongodb";
/** @title Not this one */
`);

  expect(header).toEqual({
    title: "Ask for everything, then wait",
    python: "asyncio.gather",
    twin: "one-by-one.ts",
    latencyMs: 50,
    tags: {
      title: "Ask for everything, then wait",
      python: "asyncio.gather",
      twin: "one-by-one.ts",
      latency: "50",
    },
    text: "Ten queries that do not need each other take as long as the slowest one.\n\nNotice the first reply.",
  });
});

test("numbers that are to be drawn are declared one a line, each with its unit", () => {
  expect(readProgramHeader("/**\n * @plot depth\n * @plot heap (MB)\n */\n").plots).toEqual([
    { name: "depth" },
    { name: "heap", unit: "MB" },
  ]);
});

test("a lesson that is a crash or a hang is declared", () => {
  const header = readProgramHeader("/**\r\n * @exits 1\r\n * @hangs\r\n * @wrong\r\n */\r\n");

  expect(header).toEqual({
    exits: 1,
    hangs: true,
    wrong: true,
    tags: { exits: "1", hangs: "", wrong: "" },
    text: "",
  });
});

test("a header on one line counts", () => {
  expect(readProgramHeader("/** @title Nothing at all */\nexport {};\n").title).toBe(
    "Nothing at all",
  );
});

test.each([
  ["no comment", "console.log(1);"],
  ["a plain comment", "/* @title not a doc comment */"],
  ["a comment after the first line of code", "const a = 1;\n/** @title late */"],
  ["nothing", ""],
])("%s is an empty header", (_what, source) => {
  expect(readProgramHeader(source)).toEqual({ tags: {}, text: "" });
});

test("a number that is none is left out", () => {
  expect(readProgramHeader("/** @latency slow */").latencyMs).toBeUndefined();
});
