import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Aborted in the queue",
  task: `The pool has one connection. Three queries are started at once, each takes 500 ms, and after 100 ms the signal of the
    second is aborted. What happens to each of them?`,
  program: {
    of: "abort-queued.ts",
    edit: [
      ["try {\n", 'const third = packages.findOne({ _id: "tsx" });\ntry {\n'],
      [
        'console.log("connections closed:", closed);',
        'console.log("the third query found:", (await third)?._id);\nconsole.log("connections closed:", closed);',
      ],
    ],
  },
  run: { latencyMs: 500 },
  questions: [
    {
      ask: "How many find commands reach the server?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").length,
    },
    {
      ask: "How many connections does the driver close because of the abort?",
      form: "number",
      answer: ({ lines }) => Number(/closed: (\d+)/.exec(lines.at(-1) ?? "")?.[1]),
    },
    {
      ask: "Is the abort reported before the first query is answered?",
      form: "yes or no",
      answer: ({ timeline }) =>
        timeline.output("rejected:").first.startMs < timeline.mongodb("find").first.endMs,
    },
    {
      ask: "Are two finds ever in flight together?",
      form: "yes or no",
      answer: ({ timeline }) => timeline.mongodb("find").peak > 1,
    },
  ],
  hints: [
    "Where is the second query after 100 ms?",
    "What has not been sent need not be taken back.",
    "It leaves the queue. The first goes on, the third has its turn after it.",
  ],
  explanation: `The second query waits in the driver's queue, so aborting it costs nothing: nothing was sent, and no connection
    is closed. One that has been sent can only be given up by closing its connection.`,
};
