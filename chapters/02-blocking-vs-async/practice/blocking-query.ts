import type { ProgramExercise } from "@samples/lab/practice";

const names = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest".split(" ");

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A client that blocks",
  task: `This program was written with a client that blocks, as many a database client in other languages does. While
    its ten queries run, nothing else can happen: the timer does not beat once. Use the asynchronous client from the
    package "mongodb" instead, and do not give the time away again: all ten queries must be under way before the
    first answer.`,
  start: "blocking-query.ts",
  solution: "async-all-at-once.ts",
  run: { latencyMs: 60, holdUntil: { commands: 10, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.askedOnce("each of the ten packages is asked for by a query of its own", "find", names),
    is.together("all ten queries are sent before the first reply", "find"),
    is.that("the timer beats while the queries are in flight", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      if (finds.length === 0) return "There are no queries.";
      const during = { startMs: finds.startMs, endMs: finds.endMs };
      return timeline.thread("timer").during(during).length > 0
        ? undefined
        : "No timer ran: the thread is blocked until the answers are there.";
    }),
    is.says("ten packages are reported", /^10 packages, [1-9]\d* heartbeats meanwhile$/),
  ],
  hints: [
    "Which line makes the thread stand still? Whose client is it?",
    "The asynchronous client's findOne returns a promise at once. Where should the program wait?",
    'const found = await Promise.all(list.split(" ").map((_id) => packages.findOne({ _id })));',
  ],
  explanation: `Two things are different now. The thread is free while queries are under way, because await gives it
    back. And the queries overlap, because all are called before the first is awaited. The first does not bring the
    second: an await inside the loop frees the thread and still takes ten round trips.`,
  wrong: [
    {
      mistake: "an await before each query",
      of: "async-one-by-one.ts",
      told: "Each waits for the one before it",
    },
    {
      mistake: "Promise.all around the blocking client",
      of: "blocking-query.ts",
      edit: [
        [
          "const found = [];\n",
          'const found = await Promise.all(\n  list.split(" ").map(async (_id) => packages.findOne({ _id })),\n);\n',
        ],
        ['for (const _id of list.split(" ")) {\n  found.push(packages.findOne({ _id }));\n}\n', ""],
      ],
      told: "the thread is blocked",
    },
    {
      mistake: "nobody awaits the ten promises",
      edit: [["const found = await Promise.all(asked);", "const found = asked;"]],
      told: "It printed: 10 packages, 0 heartbeats",
    },
  ],
};
