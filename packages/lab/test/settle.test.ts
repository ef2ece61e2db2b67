import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import type { Stage } from "../src/orders/direction.ts";
import { settle } from "../src/orders/settle.ts";

test.runIf(process.platform === "linux")(
  "a program rests though a timer of its driver rings all the time, and though each turn of the event loop here takes longer",
  async () => {
    const program = spawn(
      process.execPath,
      ["-e", "setInterval(() => {}, 10); console.log('here')"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let turns = 0;
    let isBusy = true;
    const keepBusy = (): void => {
      const endMs = performance.now() + 25;
      while (performance.now() < endMs);
      turns += 1;
      if (isBusy) setImmediate(keepBusy);
    };
    try {
      await once(program.stdout, "data");
      const stage: Stage = {
        gate: {
          commands: () => [],
          isStill: true,
          changes: 0,
          isDelivered: () => true,
          whenChanged: () => Promise.resolve(),
          open() {},
        },
        weather: undefined,
        timers: { args: [], nextMs: () => undefined, hasSet: () => false, discard: async () => {} },
        pid: program.pid ?? 0,
        serverPid: undefined,
        output: [],
        end() {},
      };
      setImmediate(keepBusy);

      await settle(stage, {
        timersMs: 250,
        hasEnded: () => turns > 200,
        isUrgent: () => false,
      });

      expect(turns).toBeLessThan(100);
    } finally {
      isBusy = false;
      program.kill("SIGKILL");
    }
  },
);
