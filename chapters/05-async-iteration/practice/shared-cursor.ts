import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Three workers on one cursor",
  task: `Three workers share the documents of one cursor. But documents are handled more than once, and the server is
    asked the same thing three times. Each of the ten documents must be handled once, with one find for all of them.
    There must still be three workers.`,
  start: "shared-cursor.ts",
  solution: "shared-iterator.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("one find is sent", "find", 1),
    is.sent("the rest comes with three getMore", "getMore", 3),
    is.inTurn("the cursor is read by one at a time", { command: ["find", "getMore"] }),
    is.prints("each document is handled once", ["10 documents handled, 10 different ones"]),
  ],
  hints: [
    "What does each of the workers find when it calls next() for the first time?",
    "An async generator lines its callers up. A cursor does not; but it can give you its iterator.",
    "const documents = cursor[Symbol.asyncIterator](); and each worker: for await (const { _id } of documents) …",
  ],
  explanation: `A cursor serves one reader. The iterator of a cursor is an async generator, and such a generator answers
    one next() after the other. So any number of workers can loop over it, and each document goes to one of them.`,
  wrong: [
    {
      mistake: "a cursor for each worker",
      edit: [
        ["const documents = cursor[Symbol.asyncIterator]();\n", ""],
        ["of documents)", "of cursor.clone())"],
      ],
      told: "There are more find commands than needed",
    },
    {
      mistake: "duplicates are dropped afterwards",
      of: "shared-cursor.ts",
      edit: [
        [
          "    handled.push(found._id);",
          "    if (!handled.includes(found._id)) handled.push(found._id);",
        ],
      ],
      told: "There are more find commands than needed",
    },
    {
      mistake: "all is read first, in one batch",
      edit: [["batchSize: 3, limit: 10", "batchSize: 100, limit: 10"]],
      told: "There are no getMore commands",
    },
  ],
};
