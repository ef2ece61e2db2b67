import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "for await over an array",
  task: `Two searches are started together, and a for await loop goes through their promises. The second fails while the
    loop awaits the first, and the process ends. The failure must reach the catch, both searches must be under way
    together, and the program must go on. countAlike stays as it is.`,
  start: {
    of: "as-array.ts",
    edit: [
      [
        "  for (const count of await Promise.all(counts)) {",
        "  for await (const count of counts) {",
      ],
    ],
  },
  solution: "as-array.ts",
  run: { latencyMs: 40, holdUntil: { commands: 2, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.together("both searches are under way together", "find"),
    is.sent("the other search is finished", "aggregate", 1),
    is.endsWell("the program ends without an error"),
    is.prints("the failure is caught", [
      "caught: Error: there is no package left-pad",
      "the other count is done",
    ]),
  ],
  hints: [
    "Who listens to the second promise while the loop awaits the first?",
    "for await is for things that come one by one. These all run at once: make one promise of them.",
    "for (const count of await Promise.all(counts))",
  ],
  explanation: `for await over an array awaits one promise at a time, and nobody listens to the others meanwhile. Make one
    promise of the array with Promise.all, which listens to all of them, then loop over the results.`,
  section: "for-await-promises.ts",
  wrong: [
    {
      mistake: "each search begins in the loop",
      of: "as-array.ts",
      edit: [
        [
          'const counts = ["mongodb", "left-pad"].map(countAlike);',
          'const counts = ["mongodb", "left-pad"];',
        ],
        [
          "for (const count of await Promise.all(counts)) {",
          "for (const name of counts) {\n    const count = await countAlike(name);",
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the failure is swallowed",
      edit: [[".map(countAlike);", ".map((name) => countAlike(name).catch(() => 0));"]],
      told: "It printed: counted: true",
    },
    {
      mistake: "allSettled, and nobody looks at the outcomes",
      edit: [
        [
          'for (const count of await Promise.all(counts)) {\n    console.log("counted:", count > 0);',
          'for (const count of await Promise.allSettled(counts)) {\n    console.log("counted:", count !== undefined);',
        ],
      ],
      told: "It printed: counted: true",
    },
  ],
};
