import type { OrderExercise } from "@samples/lab/practice";

export const exercise: OrderExercise = {
  kind: "order",
  title: "Find the moment at which money is nowhere",
  task: `100 are moved from Ada to Bob in two updates, while somebody else adds up the balances. Find the order in which the
    reader sees a total that never was.`,
  program: "transfer.ts",
  claims: (is) => [
    is.that("the reader sees a wrong total", ({ lines }) =>
      lines.includes("seen: 100")
        ? undefined
        : `The reader sees what is right: ${lines.join("; ")}.`,
    ),
    is.that("in the end no money is missing", ({ documents }) => {
      const total = (documents?.("accounts") ?? []).reduce(
        (sum, { balance }) => sum + Number(balance),
        0,
      );
      return total === 200 ? undefined : `The total at the end is ${total}.`;
    }),
  ],
  hints: [
    "Between which two steps is the money nowhere?",
    "The reader's find has to come after the first update and before the second.",
    "insert, the first update, then chain 2's find: 1.1.2",
  ],
  explanation: `The reader sees one account after the change and the other before it: a read skew. Nothing is wrong in the end,
    so no test that looks at the end finds it. In a transaction both updates become visible at once.`,
  solution: "1.1.2.1",
  wrong: [
    {
      order: "1.2.1.1",
      mistake: "the reader comes before both updates",
      told: "The reader sees what is right",
    },
    {
      order: "1.1.1.2",
      mistake: "the reader comes after both updates",
      told: "The reader sees what is right",
    },
  ],
};
