import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Rejected, but was it done?",
  task: `An insert is on its way, its answer takes 300 ms, and after 100 ms the impatient client is closed. The insert is
    rejected. A second client then looks into the collection, and inserts the order again if it is not there.`,
  program: {
    of: "write-not-undone.ts",
    edit: [
      [
        'console.log("in the database, paid:", order?.paid);',
        'console.log("in the database:", order ? "one" : "none");\nif (!order) await client.db().collection("orders").insertOne({ paid: 100 });',
      ],
    ],
  },
  questions: [
    {
      ask: "How many inserts does the server get in all?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("insert").length,
    },
    {
      ask: "Is the order there when the second client looks?",
      form: "yes or no",
      answer: ({ lines }) => lines.includes("in the database: one"),
    },
    {
      ask: "How many lines are printed?",
      form: "number",
      answer: ({ lines }) => lines.length,
    },
  ],
  hints: [
    "What has reached the server after 100 ms?",
    "Closing a connection ends the waiting. Does it take a command back?",
    "The server has the command and carries it out.",
  ],
  explanation: `Whoever stops waiting has not stopped the server: it got the command and carries it out. "Rejected" is not
    "not done". So look before you repeat a write, or make the write safe to repeat, with an _id of your own.`,
};
