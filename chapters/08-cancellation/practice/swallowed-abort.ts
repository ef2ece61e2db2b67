import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The loop that cannot be stopped",
  task: `The loop skips packages that cannot be read and goes on. When the user leaves it is aborted, and it goes on all the
    same: it takes the abort for one more package that cannot be read. After an abort it must give up, and pass the
    abort's own error on. A package that really cannot be read must still be skipped.`,
  start: {
    of: "swallowed-abort.ts",
    edit: [
      [
        'const names = ["mongodb", "bson", "mingo", "tsx", "vitest"];',
        'const names = ["mongodb", "$broken", "bson", "mingo", "tsx", "vitest"];',
      ],
      [
        "const found = await packages.findOne({ _id }, { signal });",
        'const filter = _id === "$broken" ? { $broken: 1 } : { _id };\n      const found = await packages.findOne(filter, { signal });',
      ],
      [
        'console.log("skipped:", _id, (error as Error).message);',
        'console.log("skipped:", _id, (error as Error).name);',
      ],
    ],
  },
  solution: {
    of: "rethrow.ts",
    edit: [
      [
        'const names = ["mongodb", "bson", "mingo", "tsx", "vitest"];',
        'const names = ["mongodb", "$broken", "bson", "mingo", "tsx", "vitest"];',
      ],
      [
        "const found = await packages.findOne({ _id }, { signal });",
        'const filter = _id === "$broken" ? { $broken: 1 } : { _id };\n      const found = await packages.findOne(filter, { signal });',
      ],
      [
        'console.log("skipped:", _id, (error as Error).message);',
        'console.log("skipped:", _id, (error as Error).name);',
      ],
    ],
  },
  run: { latencyMs: 20 },
  claims: (is) => [
    is.that("nothing is asked for after the abort", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      if (finds.length < 2)
        return `There are ${finds.length} find commands: the loop ends too early.`;
      return finds.length === 2 ? undefined : "The loop goes on after the abort.";
    }),
    is.prints("the broken one is skipped, and the abort is passed on", [
      "read: mongodb",
      "skipped: $broken MongoServerError",
      "gave up: the user has left",
    ]),
  ],
  hints: [
    "How does an abort arrive in this loop?",
    "In the catch you have to tell two things apart: did this one fail, or has everything been aborted?",
    "First line of the catch: signal.throwIfAborted();",
  ],
  explanation: `An abort arrives as an ordinary error, in whatever is awaited just then. A catch that means "skip it and go on"
    must ask first whether the signal is aborted: signal.throwIfAborted() throws the abort's own reason, and it goes on
    to the caller.`,
  section: "swallowed-abort.ts",
  wrong: [
    {
      mistake: "every error ends the loop",
      edit: [["      signal.throwIfAborted();\n", "      throw error;\n"]],
      told: "It printed: read: mongodb; gave up",
    },
    {
      mistake: "the loop ends without passing the abort on",
      edit: [["      signal.throwIfAborted();\n", "      if (signal.aborted) return;\n"]],
      told: "It printed: read: mongodb; skipped: $broken MongoServerError.",
    },
    {
      mistake: "another error is thrown instead",
      edit: [
        [
          "      signal.throwIfAborted();\n",
          '      if (signal.aborted) throw new Error("aborted", { cause: error });\n',
        ],
      ],
      told: "gave up: aborted",
    },
    {
      mistake: "the signal is not given to the query",
      edit: [["findOne(filter, { signal })", "findOne(filter)"]],
      told: "The loop goes on after the abort",
    },
  ],
};
