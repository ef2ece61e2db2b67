import type { PredictExercise } from "@samples/lab/practice";

const options = ["found one", "in finally", "after the function"];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Leaving a loop by return",
  task: `A function loops over a cursor in batches of two and returns from inside of the loop at the first document. What
    happens to the cursor, and when?`,
  program: {
    of: "break-closes.ts",
    region: "break",
    code: `
async function findOne() {
  const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(2);
  try {
    for await (const { _id } of cursor) {
      console.log("found one");
      return _id;
    }
  } finally {
    console.log("in finally");
  }
}

await findOne();
console.log("after the function");`,
  },
  section: "break-closes.ts",
  run: { latencyMs: 50 },
  questions: [
    {
      ask: "How many killCursors commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("killCursors").length,
    },
    {
      ask: "In which order are the lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines,
    },
    {
      ask: 'Is the cursor closed by the time "in finally" is printed?',
      form: "yes or no",
      answer: ({ timeline }) =>
        timeline.mongodb("killCursors").endMs <= timeline.output("in finally").first.startMs,
    },
    {
      ask: "How many getMore commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("getMore").length,
    },
  ],
  hints: [
    "for await calls return() of its iterator when the loop is left early. What does a cursor do there?",
    "The loop waits for that return() before anything after it runs.",
    "Closing is a round trip: find, killCursors, and then the finally.",
  ],
  explanation: `However you leave a for await loop, it closes the cursor and waits for the reply, and only then goes on to
    your finally. With next() by hand nobody does that for you: there you need await using.`,
};
