import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeServers, exploreProgram } from "../src/index.ts";

const here = process.platform;

// The lab asks Linux alone.
beforeEach(() => void Object.defineProperty(process, "platform", { value: "freebsd" }));
afterEach(() => void Object.defineProperty(process, "platform", { value: here }));
afterAll(closeServers);

vi.setConfig({ testTimeout: 600_000 });

test("where the system does not tell whether a program rests, a quiet time does, and the result says so", async () => {
  const { complete, wasGuessed, outcomes } = await exploreProgram(
    fileURLToPath(new URL("../../explore/test/programs/lost-update.ts", import.meta.url)),
    { reduction: false, totalTimeMs: 500_000 },
  );

  expect({ complete, wasGuessed, counts: outcomes.map(({ count }) => count) }).toEqual({
    complete: true,
    wasGuessed: true,
    counts: [2, 4],
  });
});
