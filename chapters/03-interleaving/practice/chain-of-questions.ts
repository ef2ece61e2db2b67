import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Which of these can overlap?",
  task: `Somebody read about Promise.all and put it around the page's queries. The first finds vitest, the second asks
    for what vitest needs, the third counts all packages. What does the wire see?`,
  program: {
    of: "dependent-steps.ts",
    region: "chain",
    code: `
const finding = packages.findOne({ _id: "vitest" });
const [vitest, all] = await Promise.all([
  finding,
  packages.countDocuments(),
]);
const names = vitest?.dependencies.map(({ name }) => name) ?? [];

const needed = await packages.find({ _id: { $in: names } }).toArray();
console.log(needed.length > 0, all > 0);`,
  },
  section: "dependent-steps.ts",
  run: { latencyMs: 60 },
  questions: [
    {
      ask: "How many commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().length,
    },
    {
      ask: "How many are in flight at the busiest moment?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().peak,
    },
    {
      ask: "How many round trips pass, one after the other?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().longestChain.length,
    },
    {
      ask: "Would it be faster to put the third query into the Promise.all as well?",
      form: "choice",
      options: ["yes, all three overlap then", "no, it needs an answer first"],
      answer: ({ timeline }) =>
        timeline.mongodb("find").areDisjoint
          ? "no, it needs an answer first"
          : "yes, all three overlap then",
    },
  ],
  hints: [
    "What stands in the filter of the last query, and where does it come from?",
    "The first two need nothing from each other.",
    "Two start together, and the third waits for one of them.",
  ],
  explanation: `The count and the first find overlap. The second find asks for names that the first one brings, so it is
    sent a round trip later, and no Promise.all can change that.`,
};
