import type { ProgramExercise } from "@samples/lab/practice";

/** The program goes on: only so does it show what goes on with it. */
const edit: [string, string][] = [
  [
    'console.log("page:", (error as Error).message);\n}',
    'console.log("page:", (error as Error).message);\n}\nawait packages.estimatedDocumentCount(); // the next page',
  ],
  // On a busy machine, too, all three are under way by then.
  ['new Error("the user has left")), 200);', 'new Error("the user has left")), 700);'],
];

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two of three are cut off",
  task: `When the user leaves, the page is aborted. Two of its queries are cut off, the third runs to its end, and the page
    waits for it. All three must be cut off at the same moment, and the page must reject only when all of them have
    ended, with the abort's own error.`,
  start: { of: "forgotten-child.ts", edit },
  solution: { of: "cancel-children.ts", edit },
  run: { latencyMs: 1500 },
  claims: (is) => [
    is.sent("three queries are sent", "find", 3),
    is.sent("none of them is answered: all are cut off", { command: "find", ok: false }, 3),
    is.that("the page rejects when they have ended", ({ timeline }) => {
      const [page] = timeline.output("page:");
      return page ? undefined : "The page does not reject.";
    }),
    is.prints("the error is the abort's", ["page: the user has left"]),
  ],
  hints: [
    "How does a query hear of the abort?",
    "Nothing is canceled by itself. Compare the three lines of the list.",
    'packages.findOne({ _id: "vitest" }, { signal }),',
  ],
  explanation: `Nothing is canceled by itself in JavaScript: a signal reaches the calls to which it is handed. One that is
    forgotten runs to its end. A signal is therefore best the last parameter of each function of a page, and required.`,
  section: "forgotten-child.ts",
  wrong: [
    {
      mistake: "the page looks away and leaves the query running",
      of: "forgotten-child.ts",
      edit: [...edit, ["await Promise.allSettled([", "await Promise.all(["]],
      told: "Some of the failed find commands are missing",
    },
    {
      mistake: "the third query is left out",
      edit: [['    packages.findOne({ _id: "vitest" }, { signal }),\n', ""]],
      told: "Some of the find commands are missing",
    },
    {
      mistake: "the abort is swallowed",
      edit: [["  signal.throwIfAborted(); // here, where all children have ended\n", ""]],
      told: "The page does not reject",
    },
  ],
};
