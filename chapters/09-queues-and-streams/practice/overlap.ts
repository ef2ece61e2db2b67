import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Store while you read",
  task: `Twelve packages are read in four batches, and only then stored, one by one. Begin to store while the next batches are
    still on their way. One insert at a time, in the order of the packages, and no more than three packages may wait.
    The class Queue in "./queue.ts" has what it takes.`,
  start: "produce-then-consume.ts",
  solution: {
    of: "async-queue.ts",
    edit: [["const queue = new Queue<string>();", "const queue = new Queue<string>(3);"]],
  },
  run: { latencyMs: 30 },
  claims: (is) => [
    is.sent("twelve packages are stored", { command: "insert", collection: "copies" }, 12),
    is.inTurn("one insert at a time", { command: "insert", collection: "copies" }),
    is.overlap("inserts are sent while batches are on their way", { command: "insert" }, "getMore"),
    is.that("the reading waits for the storing", ({ timeline }) => {
      const last = timeline.mongodb("getMore").last;
      const stored = timeline
        .mongodb({ command: "insert", collection: "copies" })
        .before(last).length;
      // Nine are read by then, three may wait, and one is on its way.
      return stored >= 5
        ? undefined
        : "All is read before much is stored: nothing slows the reading down.";
    }),
    is.prints("twelve packages are reported", ["12 packages copied"]),
  ],
  hints: [
    "Which of the two loops needs the other one to be over?",
    "Two async functions and a queue between them: one puts, one takes.",
    "const queue = new Queue<string>(3); … await Promise.all([produce(), consume()]); and queue.close() when all is read",
  ],
  explanation: `A queue lets two loops run at their own pace. Bounded, it also keeps the faster one from running away: put()
    waits while it is full. Without a bound the whole collection would end up in memory.`,
  section: "produce-then-consume.ts",
  wrong: [
    {
      mistake: "a queue without a limit",
      of: "async-queue.ts",
      told: "nothing slows the reading down",
    },
    {
      mistake: "all inserts at once",
      edit: [
        [
          "for await (const _id of queue) await copies.insertOne({ _id });",
          "const all = [];\n  for await (const _id of queue) all.push(copies.insertOne({ _id }));\n  await Promise.all(all);",
        ],
      ],
      told: "an await is missing",
    },
    {
      mistake: "the queue is never closed",
      edit: [["  queue.close();\n", ""]],
      told: "ended",
    },
    {
      mistake: "one after the other, with a queue",
      edit: [
        ["await Promise.all([produce(), consume()]);", "await produce();\nawait consume();"],
        ["new Queue<string>(3)", "new Queue<string>()"],
      ],
      told: "One waits for the other",
    },
  ],
};
