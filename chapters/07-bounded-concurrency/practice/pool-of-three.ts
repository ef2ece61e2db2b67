import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Ten queries and three connections",
  task: `The client's pool holds three connections at most, and ten queries are started at once. How many reach the server at
    a time, and what becomes of the others?`,
  program: {
    of: "pool-waves.ts",
    edit: [["maxPoolSize: Number(process.argv[2] ?? 2),", "maxPoolSize: 3,"]],
  },
  run: { latencyMs: 60 },
  questions: [
    {
      ask: "How many queries are in flight at the busiest moment?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").peak,
    },
    {
      ask: "How many connections carry the queries?",
      form: "number",
      answer: ({ timeline }) =>
        new Set(timeline.mongodb("find").map(({ connection }) => connection)).size,
    },
    {
      ask: 'Is "10 queries asked" printed before the first reply?',
      form: "yes or no",
      answer: ({ timeline }) =>
        timeline.output("queries asked").first.startMs < timeline.mongodb("find").firstToEnd.endMs,
    },
    {
      ask: "How many queries fail, as there is no connection for them?",
      form: "number",
      answer: ({ timeline, lines }) =>
        10 -
        Math.min(
          timeline.mongodb("find").length,
          Number(/^(\d+) packages found/.exec(lines.at(-1) ?? "")?.[1]),
        ),
    },
  ],
  hints: [
    "How many queries does a connection carry at a time?",
    "The others wait inside the driver, in a queue. Is there a limit to how long?",
    "Three at a time, on three connections; without waitQueueTimeoutMS nobody fails.",
  ],
  explanation: `A connection carries one query at a time, so maxPoolSize limits how many are in flight. All ten are started;
    seven wait in the driver until a connection is free. By default they wait for as long as it takes.`,
};
