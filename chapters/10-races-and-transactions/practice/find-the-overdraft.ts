import type { OrderExercise } from "@samples/lab/practice";

export const exercise: OrderExercise = {
  kind: "order",
  title: "Find the order that overdraws the account",
  task: `Two withdrawals of 100 look at a balance of 100, and take the money if there is enough. Somebody says: "$inc is atomic,
    so nothing can go wrong." Find an order in which the account ends below zero.`,
  program: "overdraft.ts",
  claims: (is) => [
    is.that("the account ends below zero", ({ documents, lines }) => {
      const [ada] = documents?.("accounts") ?? [];
      return ada && Number(ada.balance) < 0
        ? undefined
        : `In this order it goes well: ${lines.join("; ")}.`;
    }),
  ],
  hints: [
    "Which decision is made at which step?",
    "Both have to look while there is still enough.",
    "1.1.2 looks twice. The two updates may come in any order after that.",
  ],
  explanation: `$inc is atomic, but what went wrong was decided before it: both have looked, and both have seen 100. Only a
    condition that is part of the update is checked in the same step.`,
  solution: "1.1.2.2.1",
  wrong: [
    {
      order: "1.1.1.2",
      mistake: "the money is taken before the second looks",
      told: "In this order it goes well",
    },
    {
      order: "1.1.1",
      mistake: "the same, not written to its end",
      told: "In this order it goes well",
    },
    { order: "1.1.1.1.1.1", mistake: "chain 1 has no such steps", told: "Cannot run the order" },
  ],
};
