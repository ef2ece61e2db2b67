import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram, type RunOptions } from "../src/index.ts";

function run(name: string, options: RunOptions = {}) {
  return runProgram(fileURLToPath(new URL(`./programs/${name}`, import.meta.url)), options);
}

/** Long enough for a program to start on a busy machine, in ms: only programs that never end wait for it. */
const hangLimitMs = 8_000;

// Beside each other: they do nothing but wait.

test.concurrent(
  "a client that was not closed is named as what keeps the program alive",
  async () => {
    const ended = await run("leaves-client-open.ts", { timeLimitMs: hangLimitMs });

    expect({
      ...ended.outcome,
      exitCode: ended.exitCode,
      signal: ended.signal,
      timedOut: ended.timedOut,
    }).toEqual({
      exitCode: null,
      signal: "SIGKILL",
      timedOut: true,
      kind: "timed-out",
      hung: "handles-open",
      sentence: expect.stringMatching(
        /still running after 8 s and was ended\. It was last heard of after \d+ ms, and .*connections? to MongoDB stayed open/,
      ),
    });
    expect(ended.output.map((line) => Number(line.text) > 100)).toEqual([true]);
    expect(ended.timeline.mongodb().map(({ ok }) => ok)).toEqual([true]);
  },
);

test.concurrent("what else keeps a program alive is named", async () => {
  const { outcome } = await run("leaves-timer-open.ts", { timeLimitMs: hangLimitMs });

  expect(outcome).toMatchObject({
    hung: "handles-open",
    sentence: expect.stringMatching(
      process.platform === "win32"
        ? /, and something that it opened keeps it alive: a timer, a server, a worker\.$/
        : /, and an interval keeps it alive\.$/,
    ),
  });
});

test.concurrent(
  "a program that never gives the thread back is told from one that waits, and its header shortens its time limit",
  async () => {
    // Also on a machine so busy that it does not get to its first line: it has the thread from its start.
    const { outcome } = await run("keeps-the-thread.ts");

    expect(outcome).toMatchObject({ kind: "timed-out", hung: "computing" });
    expect(outcome.sentence).toContain("after 5 s");
  },
);

test.concurrent(
  "a program that waits for a reply is told from one that has nothing to do",
  async () => {
    const { outcome, timeline } = await run("waits-for-a-reply.ts", {
      timeLimitMs: hangLimitMs,
      withProxy(proxy) {
        proxy.onCommand(({ connection }) => proxy.stall(connection));
      },
    });

    expect(outcome).toMatchObject({
      hung: "waiting",
      sentence: expect.stringContaining("It waited for the reply to find packages."),
    });
    expect(timeline.mongodb().map(({ cut }) => cut)).toEqual([true]);
  },
);

test.concurrent("a program that is still at work is told from one that hangs", async () => {
  const { outcome } = await run("never-stops-working.ts", { timeLimitMs: hangLimitMs });

  expect(outcome).toMatchObject({ kind: "timed-out", hung: "working" });
});
