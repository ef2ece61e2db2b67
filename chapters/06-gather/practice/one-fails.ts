import type { PredictExercise } from "@samples/lab/practice";

const options = ["after the catch", "caught", "sibling is done"];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "What one failure stops",
  task: `Two tasks are awaited with Promise.all. One fails at once. The other still has three queries to send. What happens
    to it, and when is the failure caught?`,
  program: {
    of: "all-fails.ts",
    region: "all",
    code: `
const failAtOnce = () => packages.aggregate([{ $mach: {} }]).toArray();

async function findThree() {
  for (const _id of ["bson", "mingo", "tsx"]) await packages.findOne({ _id });
  console.log("sibling is done");
}

const sibling = findThree();
try {
  await Promise.all([sibling, failAtOnce()]);
} catch {
  console.log("caught");
}
console.log("after the catch");
await sibling;`,
  },
  run: { latencyMs: 50 },
  questions: [
    {
      ask: "In which order are the lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines,
    },
    {
      ask: "How many find commands are sent in all?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").length,
    },
    {
      ask: 'Is any of them sent after "caught"?',
      form: "yes or no",
      answer: ({ timeline }) =>
        timeline.mongodb("find").after(timeline.output("caught").first).length > 0,
    },
    {
      ask: "Does the process end because of an unhandled rejection?",
      form: "yes or no",
      answer: ({ outcome }) => outcome.kind === "unhandled-rejection",
    },
  ],
  hints: [
    "Can a promise stop the work behind it?",
    "Promise.all rejects with the first failure and does not wait for the rest.",
    "The sibling sends all of its queries, most of them after the catch.",
  ],
  explanation: `A promise is only the place of a result. Promise.all rejecting stops nothing: the sibling goes on and sends
    its queries. To stop it you need a signal, and to wait for it allSettled, or a task group.`,
};
