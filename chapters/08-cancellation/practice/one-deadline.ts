import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Three limits are no limit for the page",
  task: `The page should take one second at most. Each of its three queries gets that long, and so it may take three. Give the
    page one deadline of a second: what is not there by then is cut off, and the page says "given up: the page took too
    long". What was found until then is still printed, and the queries follow each other as before.`,
  start: {
    of: "timeout-for-each.ts",
    edit: [
      [
        'console.log("found:", found?._id);\n}',
        'console.log("found:", found?._id);\n}\nawait packages.estimatedDocumentCount(); // the next page',
      ],
    ],
  },
  solution: {
    of: "timeout-of-a-whole.ts",
    edit: [
      [
        "  clearTimeout(timer);\n}",
        "  clearTimeout(timer);\n}\nawait packages.estimatedDocumentCount(); // the next page",
      ],
    ],
  },
  run: { latencyMs: 700 },
  claims: (is) => [
    is.inTurn("the queries follow each other", "find"),
    is.that("the page gives up within its second query", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      if (finds.length < 2) return "The second query is never sent.";
      if (finds.length > 2) return "A third query is sent: each query has a limit of its own.";
      return finds.last.ok ? "The second query is answered: nothing cuts it off." : undefined;
    }),
    is.prints("what was found is printed, and why it is not more", [
      "found: bson",
      "given up: the page took too long",
    ]),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "When does each of the three timers begin to run?",
    "One controller for the page, one timer, and its signal for each query.",
    "await loadPage(controller.signal) with packages.findOne({ _id }, { signal }) in its loop, and clearTimeout in a finally",
  ],
  explanation: `A limit for each step adds up. A deadline belongs to the whole: one signal, handed on to each query, so that
    each gets what the ones before it have left.`,
  section: "timeout-for-each.ts",
  wrong: [
    {
      mistake: "a third of a second for each",
      of: "timeout-for-each.ts",
      edit: [["controller.abort(tooSlow), 1000)", "controller.abort(tooSlow), 333)"]],
      told: "It printed: nothing",
    },
    {
      mistake: "the page gives up and the query goes on",
      edit: [
        [
          "  await loadPage(controller.signal);",
          '  const late = new Promise((_, no) => {\n    controller.signal.addEventListener("abort", () => no(tooSlow));\n  });\n  await Promise.race([loadPage(new AbortController().signal), late]);',
        ],
      ],
      told: "A third query is sent",
    },
    {
      mistake: "all queries at once",
      edit: [
        [
          '  for (const _id of ["bson", "mingo", "mongodb"]) {\n    const found = await packages.findOne({ _id }, { signal });\n    console.log("found:", found?._id);\n  }',
          '  const names = ["bson", "mingo", "mongodb"];\n  await Promise.all(\n    names.map(async (_id) => {\n      const found = await packages.findOne({ _id }, { signal });\n      console.log("found:", found?._id);\n    }),\n  );',
        ],
      ],
      told: "an await is missing",
    },
  ],
};
