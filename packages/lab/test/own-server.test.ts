import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { closeServers, exploreProgram, runProgram } from "../src/index.ts";
import { readProgramHeader } from "../src/program/program-header.ts";

const stepsDown = fileURLToPath(new URL("./programs/steps-down.ts", import.meta.url));

afterAll(closeServers);

test("a run has a replica set of its own, whose members it reaches through the proxy", async () => {
  const { output, timeline, outcome } = await runProgram(stepsDown);

  expect(output.map(({ text }) => text)).toEqual(["hosts: 3"]);
  expect(outcome.kind).toBe("exited");
  expect(
    timeline.mongodb("insert").map(({ member, ok, error }) => ({ member, ok, code: error?.code })),
  ).toEqual([
    { member: 1, ok: false, code: 10107 },
    { member: 2, ok: true, code: undefined },
  ]);
});

test("a real MongoDB is not made to elect a new primary for a lesson", async () => {
  for (const mongo of ["docker", "mongodb://127.0.0.1:1"]) {
    await expect(runProgram(stepsDown, { mongo })).rejects.toMatchObject({
      code: "needs-server",
      message: expect.stringContaining('run it with "--mongo embedded"'),
    });
  }
});

test("the orders of a program with several members are not tried", async () => {
  await expect(exploreProgram(stepsDown)).rejects.toMatchObject({
    code: "bad-option",
  });
});

test("a header says which server its program needs", () => {
  expect(readProgramHeader("/**\n * @members 3\n * @lag 300\n * @auth\n */\n")).toMatchObject({
    members: 3,
    lagMs: 300,
    auth: true,
  });
});
