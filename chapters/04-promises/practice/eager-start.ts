import type { PredictExercise } from "@samples/lab/practice";

const options = [
  "after the call",
  "body: goes on",
  "before the call",
  "before the await",
  "body: runs",
  "awaited: tsx",
];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "When does the body run?",
  task: `An async function is called, and its promise is put aside. The program does other work for two round trips, and
    then awaits the promise. When does the body of the function run?`,
  program: {
    of: "eager-start.ts",
    region: "eager",
    code: `
async function findPackage(name: string) {
  console.log("body: runs");
  const found = await packages.findOne({ _id: name });
  console.log("body: goes on");
  return found?._id;
}

console.log("before the call");
const promise = findPackage("tsx");
console.log("after the call");

await packages.estimatedDocumentCount(); // other work: two round trips
await packages.estimatedDocumentCount();
console.log("before the await");
console.log("awaited:", await promise);`,
  },
  run: { latencyMs: 80 },
  questions: [
    {
      ask: "In which order are the lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines,
    },
    {
      ask: "How many commands are in flight at the busiest moment?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().peak,
    },
    {
      ask: "Does the last await wait for a round trip?",
      form: "yes or no",
      answer: ({ timeline }) => timeline.mongodb("find").endMs > timeline.mongodb("count").endMs,
    },
  ],
  hints: [
    "Does a call of an async function wait for anything before it runs the body?",
    "The body runs at once, up to its first await. Then the caller goes on.",
    "The reply to the find comes during the other work, and the body goes on right then.",
  ],
  explanation: `The call runs the body at once, up to its first await: the query is sent. The reply comes while the program
    waits for its other work, and the body goes on right then. When the promise is awaited at last, it has long been
    fulfilled. await starts nothing; it waits for what is under way.`,
};
