import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Who sees how much?",
  task: `Twelve packages are read by two readers. This time each has an iterator of its own, made of a cursor of its own. What
    changes, and what does the server see?`,
  program: {
    of: "shared-stream.ts",
    edit: [
      ["const shared = cursor[Symbol.asyncIterator]();\n", ""],
      [
        'count("index", shared), count("statistics", shared)',
        'count("index", cursor.clone()), count("statistics", cursor.clone())',
      ],
    ],
  },
  run: { latencyMs: 30 },
  questions: [
    {
      ask: "How many packages does the index see?",
      form: "number",
      answer: ({ lines }) => Number(/index saw (\d+)/.exec(lines.join("\n"))?.[1]),
    },
    {
      ask: "How many find commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").length,
    },
    {
      ask: "How many getMore commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("getMore").length,
    },
    {
      ask: "Does every document cross the wire once?",
      form: "yes or no",
      answer: ({ timeline }) => {
        const documents = timeline
          .mongodb({ command: ["find", "getMore"] })
          .map((span) => span.documents ?? 0)
          .reduce((sum, each) => sum + each, 0);
        return documents === 12;
      },
    },
  ],
  hints: [
    "What does clone() of a cursor copy, and what not?",
    "Each clone is a query of its own, in batches of four, to a limit of twelve.",
    "4 + 4 + 4 for each of them: one find and two getMore.",
  ],
  explanation: `Two cursors are two queries: each reader sees all twelve, and the server sends everything twice. A shared iterator
    would send it once and split it. To send it once and let both see all, one loop reads and a queue for each hands it on.`,
};
