import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A timeout that only looks away",
  task: `The page gives up after 100 ms and says so, but its query goes on and keeps its connection busy, and its answer is
    thrown away when it comes. Give up after 100 ms so that nothing is left running: the query itself must be cut off.
    The error that is caught must say "no answer within 100 ms".`,
  start: {
    of: "race-timeout.ts",
    edit: [
      [
        '\nconst found = await query; // nobody would: it is here to be seen\nconsole.log("answered all the same:", found?._id);\n',
        '\nconsole.log("the page is shown");\nawait packages.estimatedDocumentCount(); // the next page\n',
      ],
    ],
  },
  solution: {
    of: "signal-timeout.ts",
    edit: [
      [
        "  clearTimeout(timer); // or the program would wait for it\n}\n",
        '  clearTimeout(timer); // or the program would wait for it\n}\nconsole.log("the page is shown");\nawait packages.estimatedDocumentCount(); // the next page\n',
      ],
    ],
  },
  section: "race-timeout.ts",
  run: { latencyMs: 500 },
  claims: (is) => [
    is.sent("the query is sent", "find", 1),
    is.that("the query is cut off, and never answered", ({ timeline }) => {
      const [find] = timeline.mongodb("find");
      const [shown] = timeline.output("the page is shown");
      if (!find || !shown) return "There is no query, or the page is not shown.";
      return find.ok ? "The query goes on: nobody told it to stop." : undefined;
    }),
    is.prints("the error says why, and the page is shown", [
      "no answer within 100 ms",
      "the page is shown",
    ]),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "What does Promise.race do with the one that loses?",
    "The driver takes an AbortSignal. Who aborts it, and with which error?",
    'setTimeout(() => controller.abort(new Error("no answer within 100 ms")), 100) and packages.findOne({ _id: "mongodb" }, { signal })',
  ],
  explanation: `A race stops nobody. An AbortSignal reaches the driver: the call rejects with the signal's reason, and the
    driver closes the connection on which the answer would have come. The timer has to be cleared, or the program waits
    for it.`,
  wrong: [
    {
      mistake: "the signal is not given to the query",
      edit: [
        [
          'await packages.findOne({ _id: "mongodb" }, { signal });',
          'void signal;\n  await packages.findOne({ _id: "mongodb" });',
        ],
      ],
      told: "The query goes on",
    },
    {
      mistake: "a signal and a race",
      edit: [
        [
          'await packages.findOne({ _id: "mongodb" }, { signal });',
          'const late = new Promise((_, no) => signal.addEventListener("abort", () => no(signal.reason)));\n  await Promise.race([packages.findOne({ _id: "mongodb" }), late]);',
        ],
      ],
      told: "The query goes on",
    },
    {
      mistake: "AbortSignal.timeout, whose error is another one",
      edit: [["const { signal } = controller;", "const signal = AbortSignal.timeout(100);"]],
      told: "It printed:",
    },
    {
      mistake: "nothing is asked",
      edit: [
        [
          'await packages.findOne({ _id: "mongodb" }, { signal });',
          'await new Promise((_, no) => signal.addEventListener("abort", () => no(signal.reason)));',
        ],
      ],
      told: "There are no find commands",
    },
  ],
};
