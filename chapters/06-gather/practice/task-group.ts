import type { ProgramExercise } from "@samples/lab/practice";

/** Tidying up takes a round trip, so that it shows who waits for it. */
const edit: [string, string][] = [
  ['import { withTaskGroup } from "./with-task-group.ts";\n', ""],
  [
    '    console.log("stopped:", _id);',
    '    await packages.estimatedDocumentCount(); // tidying up takes a round trip\n    console.log("stopped:", _id);',
  ],
];

const group = `
async function withGroup(
  tasks: ((signal: AbortSignal) => Promise<unknown>)[],
) {
  const controller = new AbortController();
  const running = tasks.map(async (task) => {
    try {
      return await task(controller.signal);
    } catch (error) {
      controller.abort(error); // the first failure stops the siblings
      throw error;
    }
  });
  const outcomes = await Promise.allSettled(running);
  if (controller.signal.aborted) throw controller.signal.reason;
  return outcomes;
}
`;

const use = `
try {
  await withGroup([
    (signal) => findTwice("mongodb", signal),
    (signal) => findTwice("vitest", signal),
    () => packages.aggregate([{ $mach: { license: "MIT" } }]).toArray(),
  ]);
  console.log("never printed");
} catch (error) {
  console.log("caught:", (error as Error).name);
}`;

export const exercise: ProgramExercise = {
  kind: "build",
  title: "A group that no child outlives",
  task: `Build withGroup(): it starts all tasks at once and gives each the same signal. When one fails, it aborts the signal,
    waits until every task has ended, and only then rejects with that failure. So when "caught" is printed, nothing
    goes on any more. What stands above and below it stays as it is.`,
  start: {
    of: "task-group.ts",
    edit,
    region: "group",
    code: `
async function withGroup(
  tasks: ((signal: AbortSignal) => Promise<unknown>)[],
) {
  const controller = new AbortController();
  return await Promise.all(tasks.map((task) => task(controller.signal)));
}
${use}`,
  },
  solution: {
    of: "task-group.ts",
    edit,
    region: "group",
    code: `${group}${use}`,
  },
  run: { latencyMs: 120 },
  claims: (is) => [
    is.that(
      "both searches begin, and neither gets an answer to its second query",
      ({ timeline }) => {
        const finds = timeline.mongodb("find");
        const answered = finds.where(({ ok, cut }) => ok && !cut).length;
        if (finds.length < 2) return "The searches are not started.";
        return answered <= 2
          ? undefined
          : "The searches go on to their second answer: nobody tells them to stop.";
      },
    ),
    is.overlap("all tasks run at the same time", "aggregate", "find"),
    is.that("nothing goes on after the failure is caught", ({ timeline }) => {
      const [caught] = timeline.output("caught:");
      if (!caught) return "Nothing is caught.";
      const stopped = timeline.output("stopped:").before(caught).length;
      return stopped === 2
        ? undefined
        : `When it is caught, ${stopped} of the two siblings have ended: the group does not wait for them, or does not stop them.`;
    }),
    is.says("both siblings are stopped", "stopped: vitest"),
    is.says("the failure is the one that happened", "caught: MongoServerError"),
  ],
  hints: [
    "Who tells the siblings that one has failed? Who waits for them?",
    "In the catch of each task: controller.abort(error). Then wait with something that never rejects.",
    "const outcomes = await Promise.allSettled(running); if (controller.signal.aborted) throw controller.signal.reason;",
  ],
  explanation: `Promise.all looks away at the first failure and leaves the others running. A group does three things more:
    it tells the siblings (by a signal), waits until all have ended (by allSettled), and only then reports the failure.
    So no task outlives the block that started it; this is called structured concurrency.`,
  wrong: [
    {
      mistake: "the siblings are not waited for",
      edit: [
        [
          "const outcomes = await Promise.allSettled(running);",
          "const outcomes = await Promise.all(running);",
        ],
      ],
      told: "of the two siblings have ended",
    },
    {
      mistake: "the siblings are not told",
      edit: [
        [
          "      controller.abort(error); // the first failure stops the siblings\n",
          "      setTimeout(() => controller.abort(error), 2000);\n",
        ],
      ],
      told: "nobody tells them to stop",
    },
    {
      mistake: "the failure is swallowed",
      edit: [["  if (controller.signal.aborted) throw controller.signal.reason;\n", ""]],
      told: "Nothing is caught",
    },
  ],
};
