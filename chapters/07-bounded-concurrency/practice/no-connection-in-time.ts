import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Waiting for a connection, but not for ever",
  task: `Five queries are started at once, the pool has one connection, and each answer takes 1.5 s. A query that gets no
    connection within 500 ms fails. How many are sent?`,
  program: {
    of: "wait-queue-timeout.ts",
    edit: [
      ["{ length: 10 }", "{ length: 5 }"],
      [
        "const packages = client",
        "await client.db().command({ ping: 1 }); // opens the connection\nconst packages = client",
      ],
    ],
  },
  run: { latencyMs: 1500 },
  questions: [
    {
      ask: "How many finds reach the server?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").length,
    },
    {
      ask: "How many of the five fail?",
      form: "number",
      answer: ({ lines }) => Number(/^(\d+)/.exec(lines.at(-1) ?? "")?.[1]),
    },
    {
      ask: "Do the failed ones fail before the first answer comes?",
      form: "choice",
      options: ["yes, they never wait for it", "no, they wait for the answer first"],
      answer: ({ timeline }) =>
        timeline.mongodb("find").length > 1
          ? "no, they wait for the answer first"
          : "yes, they never wait for it",
    },
  ],
  hints: [
    "Who has the connection during the first 1.5 s?",
    "Four of them wait. After 500 ms, has anything changed for them?",
    "One is sent; four give up, and the server never hears of them.",
  ],
  explanation: `The first query takes the only connection and keeps it until its answer is there. The other four give up
    after 500 ms without being sent: the server never hears of them. That is cheaper than a timeout of a query that is
    under way.`,
};
