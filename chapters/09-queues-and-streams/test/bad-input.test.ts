import { runProgram } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import { expect, test } from "vitest";

const source = (name: string) => new URL(`../src/${name}.ts`, import.meta.url).href;

claim(
  "a consumer that throws ends the program with its error, though the producer waits for room",
  { holds: "../test/twins/consumer-throws.ts", fails: "../test/twins/consumer-not-awaited.ts" },
  ({ outcome }) => {
    expect(outcome.kind).toBe("crashed");
    expect(outcome.sentence).toContain("cannot store");
  },
);

claim(
  "a job that fails is open again, and the worker goes on with the next one",
  { holds: "job-worker.ts", fails: "job-lost.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "job 1: done",
      "job 2: no such address, open",
      "job 3: done",
      "left: 1",
    ]);
  },
);

test("a worker that gets SIGINT finishes its job, leaves the others, and ends in good order", async () => {
  const stop = new AbortController();
  const { output, exitCode, signal } = await runProgram(source("job-worker"), {
    stop: stop.signal,
    onOutput: () => stop.abort(),
  });

  expect({ exitCode, signal }).toEqual({ exitCode: 0, signal: null });
  // It may have taken the second job by the time that the signal comes, but not the third.
  expect(output.map(({ text }) => text).filter((line) => line.startsWith("job 3"))).toEqual([]);
  expect(output.at(-1)?.text).toMatch(/^left: 2$/);
});

test.each(["async-queue", "bounded-queue", "fan-out", "outbox", "tail", "poll"])(
  "%s is ended by SIGINT at once",
  async (name) => {
    const stop = new AbortController();
    const { outcome, signal } = await runProgram(source(name), {
      stop: stop.signal,
      withProxy: (proxy) => proxy.onCommand(({ command }) => command !== "hello" && stop.abort()),
    });

    expect({ kind: outcome.kind, signal }).toEqual({ kind: "stopped", signal: "SIGINT" });
  },
);
