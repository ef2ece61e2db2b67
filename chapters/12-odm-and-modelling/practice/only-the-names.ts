import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Whole documents for one field",
  task: `The page counts the names of fifty packages, and the query brings their descriptions, keywords and dependencies, too.
    Bring only the names: the reply must be less than a tenth as big. The same fifty packages are asked for, in one
    command.`,
  start: "every-field.ts",
  solution: "projection.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.sent("one command is sent", "find", 1),
    is.that("fifty packages are in the reply", ({ timeline }) => {
      const { documents } = timeline.mongodb("find").first;
      return documents === 50 ? undefined : `The reply has ${documents} packages.`;
    }),
    is.that("the reply is small", ({ timeline }) => {
      const { replyBytes = 0 } = timeline.mongodb("find").first;
      return replyBytes < 4000
        ? undefined
        : `The reply has ${replyBytes} bytes: most of them are thrown away here.`;
    }),
    is.prints("fifty names are counted", ["50 names"]),
  ],
  hints: [
    "Which fields does the loop use?",
    "What you would throw away here can be left out on the server.",
    "modules.project({ _id: 1 })",
  ],
  explanation: `A projection leaves out on the server what you do not need: less to read, to send and to parse. The number of commands is
    the same, so only the size of the reply shows it.`,
  section: "every-field.ts",
  wrong: [
    {
      mistake: "thrown away in the program",
      of: "every-field.ts",
      edit: [
        [
          "for await (const { _id } of modules) names.push(_id);",
          "for await (const { _id } of modules.map(({ _id }) => ({ _id }))) names.push(_id);",
        ],
      ],
      told: "most of them are thrown away here",
    },
    {
      mistake: "one field is left out, the rest comes",
      edit: [["project({ _id: 1 })", "project({ description: 0 })"]],
      told: "most of them are thrown away here",
    },
    {
      mistake: "fewer packages",
      of: "every-field.ts",
      edit: [["limit(50)", "limit(5)"]],
      told: "The reply has 5 packages",
    },
  ],
};
