import type { OrderExercise } from "@samples/lab/practice";

export const exercise: OrderExercise = {
  kind: "order",
  title: "Find the order in which a job is done twice",
  task: `Two workers look for the oldest open job and then mark it as taken. In most runs that goes well. Find an order of the
    database's answers in which both do job 1. An order is a list of chains, step by step: 1.1.2 is a step of chain 1,
    another one of it, then one of chain 2. What is left goes on as far as it can.`,
  program: "job-queue-race.ts",
  claims: (is) => [
    is.that("both workers do job 1", ({ lines }) =>
      lines.includes("job 1, job 1")
        ? undefined
        : `In this order it goes well: ${lines.join("; ")}.`,
    ),
    is.that("job 2 is left open", ({ documents }) => {
      const left = documents?.("jobs").filter(({ state }) => state === "open") ?? [];
      return left.length === 1 ? undefined : "No job is left open.";
    }),
  ],
  hints: [
    "What must the second worker not have seen yet when it looks for a job?",
    "Both finds have to come before the first update.",
    "The insert and the first find are of chain 1, then it is the turn of chain 2's find: 1.1.2 …",
  ],
  explanation: `Between the find and the update of one worker the other one can look. In four of the six orders it does. A test
    that only sleeps and hopes sees one order; pnpm lesson orders runs all six.`,
  solution: "1.1.2.1.2",
  wrong: [
    {
      order: "1.1.1.2.2",
      mistake: "one worker after the other",
      told: "In this order it goes well",
    },
    { order: "1.1.1", mistake: "an order that goes on as it begins", told: "No job is left open" },
    { order: "3.1.2", mistake: "a chain that there is not", told: "is to be 3" },
    { order: "first, then second", mistake: "no order at all", told: "order" },
  ],
};
