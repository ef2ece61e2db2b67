import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "What the abort takes back",
  task: `Three orders are inserted while a transaction is open. The first is sent with its session, the second without, the third
    with it again. Then the transaction is aborted.`,
  program: {
    of: "forgotten-session.ts",
    edit: [
      [
        "await session.abortTransaction();",
        'await orders.insertOne({ _id: "third" }, { session });\nconst seen = await orders.countDocuments();\nconsole.log(`seen by others meanwhile: ${seen}`);\nawait session.abortTransaction();',
      ],
      [
        "const left = await orders.find().toArray();\nconsole.log(`left after the abort: ${left.map(({ _id }) => _id).join()}`);",
        "const left = await orders.countDocuments();\nconsole.log(`left after the abort: ${left}`);",
      ],
    ],
  },
  run: { latencyMs: 10 },
  questions: [
    {
      ask: "How many orders do others see before the abort?",
      form: "number",
      answer: ({ lines }) => Number(/meanwhile: (\d+)/.exec(lines.join("\n"))?.[1]),
    },
    {
      ask: "How many orders are left after the abort?",
      form: "number",
      answer: ({ lines }) => Number(/abort: (\d+)/.exec(lines.join("\n"))?.[1]),
    },
    {
      ask: "How many inserts does the server refuse?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb({ command: "insert", ok: false }).length,
    },
  ],
  hints: [
    "What tells the server that an insert belongs to the transaction?",
    "What belongs to the transaction is not seen by others before the commit.",
    "The second is done at once, and stays.",
  ],
  explanation: `The first and the third belong to the transaction: nobody else sees them, and the abort takes them back. The second
    has no session, so it is an ordinary insert: done at once, seen by everybody, and not taken back. No error tells you.`,
};
