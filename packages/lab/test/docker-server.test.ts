import { fileURLToPath } from "node:url";
import { getContainerRuntimeClient } from "testcontainers";
import { expect, test } from "vitest";
import { runProgram } from "../src/index.ts";

const hasEngine = await getContainerRuntimeClient().then(
  () => true,
  () => false,
);
const program = fileURLToPath(new URL("./programs/gather.ts", import.meta.url));

test.skipIf(hasEngine)(
  "without a container engine the error says how to go on, and no other server takes its place",
  async () => {
    await expect(runProgram(program, { mongo: "docker" })).rejects.toMatchObject({
      name: "LabError",
      code: "no-docker",
      message: expect.stringMatching(/no container engine answers.*--mongo embedded/),
    });
  },
);

// Only where somebody has prepared it: the image is large, and not every machine may pull it.
test.runIf(hasEngine && process.env.LESSON_MONGO === "docker")(
  "in Docker a program finds the same data, and the container serves the next run as well",
  async () => {
    const first = await runProgram(program, { mongo: "docker" });
    const second = await runProgram(program, { mongo: "docker" });

    for (const { database, output } of [first, second]) {
      expect(database.kind).toBe("docker");
      expect(output.map((line) => line.text)).toEqual(["10 packages"]);
    }
  },
);
