import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "build",
  title: "Build a limit",
  task: `Twelve pages are read at once, and twelve thousand would be read at once, too. Build createLimit(): never more than
    so many tasks at a time, and so many whenever there is work for them. All twelve pages must be read. Write it
    yourself, without a library.`,
  start: {
    of: "semaphore.ts",
    region: "limit",
    code: `
function createLimit(_places: number) {
  return async <T>(task: () => Promise<T>): Promise<T> => {
    // Wait here until there is a free place, and give it back afterwards.
    return await task();
  };
}`,
  },
  solution: "semaphore.ts",
  section: "unlimited.ts",
  run: { latencyMs: 40, holdUntil: { commands: 12, command: "find", timeLimitMs: 500 } },
  claims: (is) => [
    is.sent("twelve pages are read, each by a query of its own", "find", 12),
    is.atMost("never more than three queries are in flight", "find", 3),
    is.peak("three queries are in flight whenever there is work", "find", 3),
    is.chain("the twelve take little more than four round trips", "find", 6),
    is.prints("twelve pages are reported", ["12 pages, 120 packages"]),
  ],
  hints: [
    "How would you hand out three keys to twelve people?",
    "A counter of free places, and a queue of those who wait. Who leaves wakes the next in line.",
    "Waiting: await new Promise<void>((enter) => waiting.push(enter)). In finally: call waiting.shift(), or count the place as free.",
  ],
  explanation: `A limit is a counter and a queue. The place has to be given back in finally, or a failing task keeps it for
    ever. Batches of three are no limit of three: the whole batch waits for its slowest query.`,
  wrong: [
    {
      mistake: "one at a time",
      edit: [["const limit = createLimit(3);", "const limit = createLimit(1);"]],
      told: "Each waits for the one before it",
    },
    {
      mistake: "the limit is too wide",
      edit: [["const limit = createLimit(3);", "const limit = createLimit(5);"]],
      told: "The limit lets 5 through instead of 3",
    },
    {
      mistake: "the places are never given back",
      edit: [["      if (next) next();\n      else places++;\n", "      if (!next) places++;\n"]],
      told: "was still running",
    },
    {
      mistake: "the task is started before the wait",
      edit: [
        [
          "    if (places > 0) places--;",
          "    const started = task();\n    if (places > 0) places--;",
        ],
        ["return await task();", "return await started;"],
      ],
      told: "to have a peak of at most 3 in flight",
    },
  ],
};
