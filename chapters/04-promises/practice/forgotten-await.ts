import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "An error from nowhere",
  task: `The program registers a name that is taken. It says that it succeeded, and a moment later an error ends it,
    although there is a catch. Make the catch catch: the refusal must be reported, nothing may be reported as
    registered, and the program must go on to its last line. register() stays as it is.`,
  start: "forgotten-await.ts",
  solution: "no-floating.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.that("the insert is sent, and the server refuses it", ({ timeline }) => {
      const [insert] = timeline.mongodb("insert");
      if (!insert) return "No insert is sent: the name is not registered at all.";
      return insert.ok ? "The insert succeeded: the name was changed, not the code." : undefined;
    }),
    is.before("the other work begins when the insert is answered", "insert", {
      command: ["count", "aggregate"],
    }),
    is.endsWell("the program ends without an error"),
    is.prints("the refusal is reported, and the program goes on", [
      "refused: the name mongodb is taken",
      "the program goes on",
    ]),
  ],
  hints: [
    "When does the try block end, and when does the server refuse?",
    "A promise that nobody awaits takes its error with it.",
    'await register("mongodb");',
  ],
  explanation: `Without await the try block is over before the server has answered, so its catch has nothing to catch. The
    promise is rejected later, nobody listens, and Node ends the process. Every promise has to be awaited, returned, or
    given a catch of its own; a type-aware linter finds the ones that are not (no-floating-promises).`,
  wrong: [
    {
      mistake: "the error is swallowed",
      of: "forgotten-await.ts",
      edit: [['  register("mongodb");', '  register("mongodb").catch(() => {});']],
      told: "The second begins too early",
    },
    {
      mistake: "another name",
      edit: [['await register("mongodb");', 'await register("my-own-name");']],
      told: "the name was changed, not the code",
    },
    {
      mistake: "it says refused without asking",
      edit: [
        [
          "  await packages.insertOne({ _id: name }); // refused: the name is taken",
          "  throw new Error(name);",
        ],
      ],
      told: "No insert is sent",
    },
    {
      mistake: "an await in a function that nobody awaits",
      of: "forgotten-await.ts",
      edit: [['  register("mongodb");', '  (async () => await register("mongodb"))();']],
      told: "The second begins too early",
    },
  ],
};
