import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "../src/index.ts";

const program = fileURLToPath(new URL("./programs/asks-in-many-ways.ts", import.meta.url));

test("the slowest commands are explained after the run: what was examined, and by which plan", async () => {
  const { timeline } = await runProgram(program, { latencyMs: 0, explainSlowest: 100 });

  const explained = timeline.mongodb().toArray();
  expect(
    explained.map(({ command, examined }) => [command, examined?.plan.join(", ") ?? "no plan"]),
  ).toEqual([
    ["createIndexes", "no plan"],
    ["find", "COLLSCAN"],
    ["find", "IXSCAN license_1, PROJECTION_COVERED"],
    ["update", "IXSCAN license_1, FETCH, UPDATE"],
    ["aggregate", "IXSCAN license_1, FETCH"],
    ["aggregate", "no plan"],
    ["explain", "IXSCAN license_1, FETCH"],
  ]);
  const [, scan, covered, update, , , again] = explained;
  expect(scan?.examined?.documents).toBeGreaterThan(scan?.examined?.found ?? Infinity);
  expect(covered?.examined).toMatchObject({ documents: 0, keys: covered?.documents });
  expect(update?.examined).toMatchObject({ documents: 1, keys: 1, found: 1 });
  expect(again?.examined?.found).toBe(covered?.documents);
});

test("to explain an update does not do it again, and only as many are explained as were asked for", async () => {
  const { timeline } = await runProgram(program, { latencyMs: 0, explainSlowest: 2 });

  const explained = timeline.mongodb(({ examined }) => examined !== undefined);
  expect(explained.length).toBeLessThanOrEqual(2);
  expect(timeline.mongodb("update")).toHaveLength(1);
});
