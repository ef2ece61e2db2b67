import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Caught, but too late",
  task: `Two searches are started together and awaited in turn. The second one fails while the first is awaited, and the
    process crashes although there is a catch. Both searches must still be under way together; the failure must be
    caught, and the program must go on. countAlike stays as it is.`,
  start: {
    of: "all-at-once.ts",
    edit: [
      ["  await Promise.all(started);", "  for (const search of started) await search;"],
      ["await started[0];", "await started[0];"],
    ],
  },
  solution: "all-at-once.ts",
  run: { latencyMs: 40, holdUntil: { commands: 2, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.together("both searches are under way together", "find"),
    is.sent("the search that does not fail is finished", "aggregate", 1),
    is.endsWell("the program ends without an error"),
    is.prints("the failure is caught, and the program goes on", [
      "both searches are started",
      "caught: Error: there is no package left-pad",
      "the program goes on, and so does the other search",
      "the other search is done",
    ]),
  ],
  hints: [
    "Who listens to the second promise while the first is awaited?",
    "Something has to listen to all of them from the start.",
    "await Promise.all(started);",
  ],
  explanation: `A promise that rejects while nobody listens to it ends the process. A loop of awaits listens to one at a
    time. Promise.all listens to every one of them from the start, and rejects with the first failure. It does not stop
    the others: the other search still sends its second query.`,
  wrong: [
    {
      mistake: "started one after the other",
      edit: [
        [
          'const started = ["mongodb", "left-pad"].map(countAlike);',
          'const first = await countAlike("mongodb");\nconst started = [first, await countAlike("left-pad").catch(() => 0)];',
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "every error is swallowed",
      edit: [[".map(countAlike);", ".map((name) => countAlike(name).catch(() => 0));"]],
      told: "It printed: both searches are started; the program goes on",
    },
    {
      mistake: "the process is told to ignore it",
      of: "all-at-once.ts",
      edit: [
        ["  await Promise.all(started);", "  for (const search of started) await search;"],
        [
          "// #region await",
          '// #region await\nprocess.on("unhandledRejection", () => process.exit(0));',
        ],
      ],
      told: "It printed: both searches are started.",
    },
  ],
};
