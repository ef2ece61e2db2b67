import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { closeServers, exploreProgram, runProgram } from "../src/index.ts";
import { quickStart } from "../src/orders/quick-start/quick-start.ts";

afterAll(closeServers);

vi.setConfig({ testTimeout: 300_000 });

const path = fileURLToPath(
  new URL("../../explore/test/programs/names-the-driver.ts", import.meta.url),
);
const driver = 'import { MongoClient } from "mongodb";\n';

test("a program that is started faster sees the same driver", async () => {
  const { runs } = await exploreProgram(path);
  const run = await runProgram(path, { latencyMs: 0, threadLane: false });

  // The name of the run's database and the port of its proxy are all that differs.
  const said = (output: readonly { text: string }[]): string[] =>
    output.map(({ text }) => text.replaceAll(/127\.0\.0\.1:\d+|lesson_[0-9a-f]+/g, "…"));
  expect(said(runs[0]?.output ?? [])).toEqual(said(run.output));
  expect(run.output.length).toBeGreaterThan(30);
});

test.each([
  ["no driver", "console.log(1);"],
  ["a file of its own", `${driver}import { work } from "./work.ts";`],
  ["another package", `${driver}import pLimit from "p-limit";`],
  ["an import on the way", `${driver}await import("./work.ts");`],
  ["everything that the driver exports", 'import * as mongodb from "mongodb";'],
  ["the driver's default export", 'import mongodb from "mongodb";'],
  ["a look at where it stands", `${driver}console.log(import.meta.url);`],
  ["a look at its arguments", `${driver}console.log(process.argv[1]);`],
  ["a look at a stack trace", `${driver}console.log(new Error("here").stack);`],
  ["a worker", `${driver}import { Worker } from "node:worker_threads";`],
])("a program with %s is started as always", async (_what, source) => {
  expect(await quickStart("/anywhere/program.ts", source)).toBeUndefined();
});

test("what cannot be read as a program is left to the ordinary start, which says why", async () => {
  expect(await quickStart(path, `${driver}const = 1;`)).toBeUndefined();
});
