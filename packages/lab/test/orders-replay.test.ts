import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { closeServers, runOrder } from "../src/index.ts";

afterAll(closeServers);

vi.setConfig({ testTimeout: 1_200_000 });

/** `.ci/run` asks for fifty. */
const times = Number(process.env.REPLAYS ?? 3);

test("an order is the same each time it is run, beside two processes that keep the machine busy", async () => {
  const path = fileURLToPath(
    new URL("../../explore/test/programs/lost-update-of-three.ts", import.meta.url),
  );
  const order = "1.1.2.2.3.1.3.3";
  const busy = [1, 2].map(() => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
  const seen: string[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const run = await runOrder(path, order);
      seen.push([run.order, ...run.output.map(({ text }) => text)].join(" "));
    }
  } finally {
    for (const child of busy) child.kill("SIGKILL");
  }

  expect(seen).toEqual(Array.from({ length: times }, () => `${order} balance: 200`));
});
