import { expect, test } from "vitest";
import { createDirector } from "../src/orders/director.ts";
import { createMask } from "../src/orders/mask.ts";

test("the time of a program that was started ahead does not run before its turn", async () => {
  const director = createDirector({
    mask: createMask(""),
    fine: false,
    faults: false,
    timersMs: 250,
    maxSteps: 200,
    coarseFootprints: false,
    needsRegistry: false,
  });
  const limitMs = 60_000;
  const waiting = [director.leftMs(process.pid, limitMs)];
  await new Promise((resolve) => setTimeout(resolve, 20));
  waiting.push(director.leftMs(process.pid, limitMs));

  expect(waiting).toEqual([limitMs, limitMs]);
});
