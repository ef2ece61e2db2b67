import type { PredictExercise } from "@samples/lab/practice";

const options = [
  "count",
  "after toArray()",
  "after find()",
  "find",
  "after sort()",
  "before toArray()",
];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "When is the query sent?",
  task: `The program prints the name of each command as the driver sends it, and a line of its own after each step. find()
    is called early, toArray() late. Where does "find" stand?`,
  program: {
    of: "lazy-cursor.ts",
    region: "lazy",
    code: `
client.on("commandStarted", ({ commandName }) => console.log(commandName));

const cursor = packages.find({ _id: "mongodb" });
console.log("after find()");

cursor.sort({ _id: 1 });
console.log("after sort()");

const counting = packages.estimatedDocumentCount(); // sends "count"
await counting;
console.log("before toArray()");
await cursor.toArray();
console.log("after toArray()");`,
  },
  run: { latencyMs: 30 },
  questions: [
    {
      ask: "In which order are the lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines.filter((line) => options.includes(line)),
    },
    {
      ask: "Do the two commands overlap?",
      form: "yes or no",
      answer: ({ timeline }) => !timeline.mongodb().areDisjoint,
    },
  ],
  hints: [
    "Does find() return a promise?",
    "A cursor describes a query. estimatedDocumentCount() does not return a cursor.",
    "find stands between the line before toArray() and the one after it.",
  ],
  explanation: `find() returns a cursor, which only describes a query: that leaves time for sort() and limit(). It is sent
    when somebody reads from it. A method that returns a promise, like estimatedDocumentCount(), sends at once.`,
};
