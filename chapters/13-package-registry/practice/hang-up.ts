import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Nobody is waiting any more",
  task: `Somebody closes the page while a report is being made. The handler does not notice, and the database works on for a
    second, for nobody. End the query when its caller has hung up. The report itself stays as slow as it is.`,
  start: "hang-up-ignored.ts",
  solution: "hang-up-aborts.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.sent("the query is sent", "find", 1),
    is.that("it is given up when the caller is gone", ({ timeline }) =>
      timeline.mongodb({ command: "find", ok: true }).where(({ cut }) => !cut).length === 0
        ? undefined
        : "The query is answered: nobody tells it that its caller is gone.",
    ),
    is.prints("the handler hears of it", [
      "the caller has hung up",
      "the query was given up: AbortError",
    ]),
  ],
  hints: [
    "Who knows that the caller is gone, and who has to hear of it?",
    "Fastify gives each request a signal, and the driver takes a signal for each query.",
    'app.get("/report", async ({ signal }) => { … await packages.findOne(slow, { signal }); …',
  ],
  explanation: `A request has a signal that is aborted when its connection is closed. Handed to the driver, it closes the query's
    connection as well, and the server ends the work. Without it, everybody who presses "reload" adds one more query to
    those that nobody waits for.`,
  wrong: [
    {
      mistake: "the wait is ended, and the query goes on",
      edit: [
        [
          "await packages.findOne(slow, { signal });",
          'await Promise.race([\n        packages.findOne(slow),\n        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),\n      ]);',
        ],
        [
          "await app.close();",
          "await new Promise((resolve) => setTimeout(resolve, 1500));\nawait app.close();",
        ],
      ],
      told: "nobody tells it that its caller is gone",
    },
    {
      mistake: "a time limit that has nothing to do with the caller",
      of: "hang-up-ignored.ts",
      edit: [["packages.findOne(slow)", "packages.findOne(slow, { maxTimeMS: 100 })"]],
      told: "the query was given up: MongoServerError",
    },
    {
      mistake: "the report is made quick",
      of: "hang-up-ignored.ts",
      edit: [["sleep(1000)", "sleep(1)"]],
      told: "the query is done, and nobody waits for it",
    },
  ],
};
