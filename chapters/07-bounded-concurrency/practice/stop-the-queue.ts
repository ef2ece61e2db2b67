import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The queue that goes on after a failure",
  task: `Six jobs run two at a time. The second one fails, the failure is caught, and still all the other jobs are begun. After
    a failure no new job may begin. Two at a time stays the limit, and runJob stays as it is.`,
  start: {
    of: "p-limit-fails.ts",
    edit: [
      [
        "\nawait Promise.allSettled(jobs); // only to watch it go on\n",
        "\nfor (let i = 0; i < 3; i++) await packages.findOne(); // the program goes on\n",
      ],
    ],
  },
  solution: "p-map-fails.ts",
  run: { latencyMs: 40 },
  claims: (is) => [
    is.atMost("never more than two jobs are at work", "aggregate", 2),
    is.that("no job begins after the failure is caught", ({ timeline }) => {
      const [caught] = timeline.output("caught:");
      if (!caught) return "Nothing is caught.";
      const late = timeline.output("begin job").after(caught.startMs);
      return late.length === 0
        ? undefined
        : `${late.length} jobs begin after it: the queue goes on.`;
    }),
    is.that("the failure is the server's", ({ timeline }) =>
      timeline.mongodb({ command: "aggregate", ok: false }).length > 0
        ? undefined
        : "No command fails: the second job is not run.",
    ),
    is.says("it is reported", /^caught: Unrecognized pipeline stage/),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "Who tells the queue that the whole has failed?",
    "Either empty the queue in the catch, or use something that sees list, function and limit together.",
    "await pMap([1, 2, 3, 4, 5, 6], runJob, { concurrency: 2 }); or, with p-limit, limit.clearQueue()",
  ],
  explanation: `p-limit sees one task at a time, and Promise.all only sees promises. p-map has the list, the function and the
    limit in one hand, so it begins nothing after a failure. What is at work goes on: only a signal could stop it.`,
  section: "p-limit-fails.ts",
  wrong: [
    {
      mistake: "the failure is swallowed, and all jobs run",
      edit: [
        [
          "await pMap([1, 2, 3, 4, 5, 6], runJob, { concurrency: 2 });",
          "await pMap([1, 2, 3, 4, 5, 6], (job) => runJob(job).catch(() => {}), { concurrency: 2 });",
        ],
      ],
      told: "Nothing is caught",
    },
    {
      mistake: "all jobs run, and the failure comes at the end",
      edit: [["{ concurrency: 2 }", "{ concurrency: 2, stopOnError: false }"]],
      told: "It printed: begin job 1",
    },
    {
      mistake: "no limit at all",
      edit: [
        [
          "await pMap([1, 2, 3, 4, 5, 6], runJob, { concurrency: 2 });",
          "await Promise.all([1, 2, 3, 4, 5, 6].map(runJob));",
        ],
      ],
      told: "through instead of 2",
    },
    {
      mistake: "the bad job is left out",
      edit: [["[1, 2, 3, 4, 5, 6]", "[1, 3, 4, 5, 6]"]],
      told: "the second job is not run",
    },
  ],
};
