import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "async moves nothing to another thread",
  task: `Somebody has made the password page asynchronous: each hash is computed in an async function, and Promise.all
    awaits all four. Is the timer better off now?`,
  program: {
    of: "hash-sync.ts",
    edit: [
      [
        "passwords.map((password) =>\n  scryptSync(password, randomBytes(16), 64),\n)",
        "await Promise.all(\n  passwords.map(async (password) =>\n    scryptSync(password, randomBytes(16), 64),\n  ),\n)",
      ],
    ],
  },
  section: "hash-sync.ts",
  questions: [
    {
      ask: "How many heartbeats does it print?",
      form: "number",
      answer: ({ lines }) => Number(/(\d+) heartbeats/.exec(lines[0] ?? "")?.[1]),
    },
    {
      ask: "On how many threads does your JavaScript run?",
      form: "number",
      answer: ({ timeline }) => Math.max(1, timeline.threads.length),
    },
    {
      ask: "Are all four hashes there in the end?",
      form: "yes or no",
      answer: ({ lines }) => lines.some((line) => line.startsWith("4 hashes")),
    },
  ],
  hints: [
    "When does the body of an async function run, and on which thread?",
    "Up to its first await it runs like any other function, at once. Is there an await in it?",
    "Four blocking calls follow each other before Promise.all is even called.",
  ],
  explanation: `An async function runs on the thread that calls it, at once, up to its first await. There is none in
    here, so all four hashes are computed in the call of map. Only scrypt without Sync hands the work to another thread.`,
};
