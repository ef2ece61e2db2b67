import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "How often does a loop ask the server?",
  task: `A loop reads eleven documents in batches of four, and prints each name. How many commands is that, and does the
    loop ever hold up the server?`,
  program: {
    of: "for-await-cursor.ts",
    edit: [["batchSize: 3, limit: 10", "batchSize: 4, limit: 11"]],
  },
  run: { latencyMs: 40 },
  questions: [
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
      ask: "How many lines are printed before the first getMore is sent?",
      form: "number",
      answer: ({ timeline }) => timeline.output().before(timeline.mongodb("getMore").first).length,
    },
    {
      ask: "Is the next batch ever asked for before the loop has used up the one at hand?",
      form: "yes or no",
      answer: ({ timeline }) =>
        timeline
          .mongodb("getMore")
          .toArray()
          .some(({ startMs }, index) => timeline.output().before(startMs).length < 4 * (index + 1)),
    },
  ],
  hints: [
    "The first batch comes with the reply to the find.",
    "4 + 4 + 3: how many replies is that?",
    "A cursor is lazy: it asks when it is empty and somebody wants the next document.",
  ],
  explanation: `The find brings four documents, and two getMore bring the other seven. The loop does not notice: only every
    fourth turn waits for the server. Nothing is read ahead.`,
};
