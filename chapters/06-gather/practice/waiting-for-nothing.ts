import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "The list is empty",
  task: `A list from the database is empty today. Four ways to wait for "all of them" or "the first of them" are tried on it.
    What happens?`,
  program: {
    of: "empty-inputs.ts",
    region: "empty",
    code: `
await Promise.all(nothing);
console.log("all is fulfilled");

const outcomes = await Promise.allSettled(nothing);
console.log("allSettled has", outcomes.length, "outcomes");

await Promise.any(nothing).catch(() => console.log("any is rejected"));

const race = Promise.race(nothing).then(() => console.log("race settles"));
await Promise.race([race, sleep(100)]);
console.log("the end");`,
  },
  questions: [
    {
      ask: "How many lines are printed in all?",
      form: "number",
      answer: ({ lines }) => lines.length,
    },
    {
      ask: "Is Promise.any of nothing rejected?",
      form: "yes or no",
      answer: ({ lines }) => lines.includes("any is rejected"),
    },
    {
      ask: "Does Promise.race of nothing ever settle here?",
      form: "yes or no",
      answer: ({ lines }) => lines.includes("race settles"),
    },
    {
      ask: "Does the program hang?",
      form: "yes or no",
      answer: ({ timedOut }) => timedOut,
    },
  ],
  hints: [
    "All of nothing: is there anything left to wait for?",
    "any needs one that succeeds. Can that still happen? race needs one that settles.",
    "A promise that never settles keeps no process alive.",
  ],
  explanation: `all and allSettled of nothing are done at once. any can never succeed, so it rejects. race can never settle:
    it stays pending for ever. A pending promise is no reason for Node to stay alive, so the program ends all the same.`,
};
