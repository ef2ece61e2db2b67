import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LabError, runProgram, type Run } from "../src/index.ts";

const folder = new URL("./programs/", import.meta.url);

/** Runs a program until it prints its first line, and stops it then. */
async function stopAtFirstLine(name: string): Promise<Run> {
  const controller = new AbortController();
  return await runProgram(fileURLToPath(new URL(name, folder)), {
    stop: controller.signal,
    onOutput: () => controller.abort(),
  });
}

// A Windows program cannot be asked to end.
test.skipIf(process.platform === "win32")(
  "a program that serves is stopped by SIGINT, and its run is whole",
  async () => {
    const { exitCode, signal, timedOut, outcome, output, timeline } =
      await stopAtFirstLine("beats-for-ever.ts");

    expect({ exitCode, signal, timedOut, outcome }).toEqual({
      exitCode: null,
      signal: "SIGINT",
      timedOut: false,
      outcome: { kind: "stopped", sentence: "You ended the program." },
    });
    expect(output.map(({ text }) => text)).toEqual(["1 package"]);
    expect(timeline.mongodb("find").map(({ ok }) => ok)).toEqual([true]);
  },
);

test.skipIf(process.platform === "win32")(
  "a program that tidies up on SIGINT ends with its own exit code",
  async () => {
    const { exitCode, signal, outcome, output } = await stopAtFirstLine("tidies-up.ts");

    expect({ exitCode, signal, kind: outcome.kind }).toEqual({
      exitCode: 7,
      signal: null,
      kind: "stopped",
    });
    expect(output.map(({ text }) => text)).toEqual(["begun", "tidied up"]);
  },
);

test.skipIf(process.platform === "win32")("a program that ignores SIGINT is killed", async () => {
  const { signal, outcome } = await stopAtFirstLine("ignores-sigint.ts");

  expect({ signal, outcome }).toEqual({
    signal: "SIGKILL",
    outcome: {
      kind: "stopped",
      sentence:
        "You ended the program. It did not end by itself within 2 s of Ctrl-C, so it was killed.",
    },
  });
});

test("a run that is stopped before its program begins is no run", async () => {
  const stopped = runProgram(fileURLToPath(new URL("tidies-up.ts", folder)), {
    mongo: "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=30000",
    stop: AbortSignal.abort(),
  });

  await expect(stopped).rejects.toMatchObject({ code: "aborted" });
  await expect(stopped).rejects.toBeInstanceOf(LabError);
});
