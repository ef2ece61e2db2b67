import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "../src/index.ts";

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}`, import.meta.url));

test("a program that asks its own server, which another of its files starts, has those requests in its record", async () => {
  const { timeline, output } = await runProgram(program("serves-by-a-part.ts"), { latencyMs: 0 });

  expect(output.map(({ text }) => text)).toEqual(["hello"]);
  expect(timeline.requests().map(({ name, status }) => [name, status])).toEqual([
    ["GET /hello", 200],
  ]);
});
