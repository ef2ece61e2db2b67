import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Free is not fast",
  task: `Six packages are asked for with an await before each query, while a timer beats every 10 ms. The database
    answers after 60 ms. What does the picture look like?`,
  program: {
    of: "async-one-by-one.ts",
    edit: [
      [
        "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest",
        "bson mingo mongodb tsx turbo vitest",
      ],
    ],
  },
  section: "async-one-by-one.ts",
  run: { latencyMs: 60 },
  questions: [
    {
      ask: "How many queries are in flight at the busiest moment?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").peak,
    },
    {
      ask: "How many round trips pass, one after the other?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").longestChain.length,
    },
    {
      ask: "Does the timer beat while the queries are in flight?",
      form: "yes or no",
      answer: ({ timeline }) => {
        const finds = timeline.mongodb("find");
        return (
          timeline.thread("timer").during({ startMs: finds.startMs, endMs: finds.endMs }).length > 0
        );
      },
    },
  ],
  hints: [
    "What does the loop do before it sends the second query?",
    "await gives the thread back. Who can use it?",
    "The queries follow each other, like stairs. The thread is free between two steps.",
  ],
  explanation: `await frees the thread, so the timer beats. It saves no time: each query is still sent only when the one
    before it has been answered. To have six in flight, all six must be called before the first is awaited.`,
};
