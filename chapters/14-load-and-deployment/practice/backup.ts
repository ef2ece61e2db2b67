import type { PredictExercise } from "@samples/lab/practice";

const numberIn = (lines: readonly string[], what: string): number =>
  Number(
    lines
      .find((line) => line.startsWith(what))
      ?.split(" ")
      .at(-1),
  );

export const exercise: PredictExercise = {
  kind: "predict",
  title: "What comes back from a backup",
  task: `A collection has 1,200 orders, each with a date and a decimal, and two indexes beside that of _id. Somebody makes a
    backup with JSON.stringify, and restores it with JSON.parse and insertMany. What is in the restored collection?`,
  program: "dump-as-json.ts",
  run: { latencyMs: 10 },
  questions: [
    {
      ask: "How many documents are there?",
      form: "number",
      answer: ({ lines }) => numberIn(lines, "documents"),
    },
    {
      ask: "In how many of them is the date still a date?",
      form: "number",
      answer: ({ lines }) => numberIn(lines, "dates"),
    },
    {
      ask: "In how many of them is the total still a decimal?",
      form: "number",
      answer: ({ lines }) => numberIn(lines, "decimals"),
    },
    {
      ask: "How many indexes has the collection, that of _id included?",
      form: "number",
      answer: ({ lines }) => numberIn(lines, "indexes"),
    },
    {
      ask: "Does any of it fail with an error?",
      form: "yes or no",
      answer: ({ exitCode }) => exitCode !== 0,
    },
  ],
  hints: [
    "Which types does JSON have?",
    "JSON.stringify makes text of a date. What does JSON.parse make of that text?",
    "Indexes belong to the collection, not to its documents.",
  ],
  explanation: `All documents are there, and nothing fails: that is what makes it so dangerous. JSON has neither dates nor decimals, so they
    come back as text and as objects, and queries for them find nothing. Nobody has written the indexes down. Extended JSON
    (EJSON) keeps the types, and a backup counts when it was restored once.`,
};
