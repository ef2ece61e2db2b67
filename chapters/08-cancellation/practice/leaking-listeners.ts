import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Twenty listeners that nobody needs",
  task: `Each request listens to the shutdown's signal and never stops, so twenty answered requests leave twenty listeners
    behind. No listener may be left when a request is over, also when it fails. A shutdown must still abort a request
    that is at work.`,
  start: {
    of: "shared-signal-leak.ts",
    edit: [
      [
        'console.log("20 requests answered, listeners left:", left);',
        'console.log("20 requests answered, listeners left:", left);\n\nconst last = handleRequest("mongodb");\nsetTimeout(() => shutdown.abort(new Error("shutdown")), 5);\nawait last.catch((error: Error) => console.log("aborted:", error.message));',
      ],
    ],
  },
  solution: {
    of: "shared-signal.ts",
    edit: [
      [
        'console.log("20 requests answered, listeners left:", left);',
        'console.log("20 requests answered, listeners left:", left);\n\nconst last = handleRequest("mongodb");\nsetTimeout(() => shutdown.abort(new Error("shutdown")), 5);\nawait last.catch((error: Error) => console.log("aborted:", error.message));',
      ],
    ],
  },
  section: "shared-signal-leak.ts",
  run: { latencyMs: 60 },
  claims: (is) => [
    is.sent("twenty-one requests send their queries", "find", 21),
    is.that("twenty are answered, the last one is cut off", ({ timeline }) => {
      const answered = timeline.mongodb({ command: "find", ok: true }).length;
      if (answered === 21) return "The last request is answered: the shutdown does not reach it.";
      return answered === 20 ? undefined : `${answered} requests are answered.`;
    }),
    is.prints("no listener is left, and the shutdown still works", [
      "20 requests answered, listeners left: 0",
      "aborted: shutdown",
    ]),
  ],
  hints: [
    "Who takes the listener away again?",
    "What is added must be removed, whether the request is answered or fails.",
    'In a finally: shutdown.signal.removeEventListener("abort", cancel); or AbortSignal.any([shutdown.signal, own.signal])',
  ],
  explanation: `A signal that lives as long as the process collects whatever listens to it. Remove the listener in a finally.
    AbortSignal.any([shutdown.signal, own.signal]) does it for you: it refers to its sources weakly.`,
  wrong: [
    {
      mistake: "nobody listens at all",
      edit: [['  shutdown.signal.addEventListener("abort", cancel);\n', ""]],
      told: "the shutdown does not reach it",
    },
    {
      mistake: "once, which only helps when it is aborted",
      of: "shared-signal-leak.ts",
      edit: [
        ['addEventListener("abort", cancel)', 'addEventListener("abort", cancel, { once: true })'],
      ],
      told: "listeners left: 20",
    },
    {
      mistake: "removed before the request is over",
      edit: [["  try {\n    return await packages", "  try {\n    return packages"]],
      told: "the shutdown does not reach it",
    },
  ],
};
