import type { OrderExercise } from "@samples/lab/practice";

export const exercise: OrderExercise = {
  kind: "order",
  title: "Find the order in which a deposit is lost",
  task: `Two deposits of 100 read the balance, add to it, and write the sum. Find an order of the database's answers in which
    one of them is lost. An order is a list of chains, step by step: 1.1.2 is two steps of chain 1, then one of chain 2.
    What is left goes on as far as it can.`,
  program: "lost-update.ts",
  claims: (is) => [
    is.that("a deposit is lost", ({ lines }) =>
      lines.includes("balance: 100")
        ? undefined
        : `In this order it goes well: ${lines.join("; ")}.`,
    ),
  ],
  hints: [
    "What must the second deposit read so that its sum is wrong?",
    "It has to read before the first one has written.",
    "insert and find are steps of chain 1, then comes the find of chain 2: 1.1.2 …",
  ],
  explanation: `If both read before either has written, both work out the same sum, and the second write changes nothing. Four of
    the six orders are like that, and which one a run takes is not in your hands.`,
  solution: "1.1.2.1.2",
  wrong: [
    { order: "1.1.1.2.2.2", mistake: "one after the other", told: "In this order it goes well" },
    {
      order: "1.1.1",
      mistake: "the first has written before the second reads",
      told: "In this order it goes well",
    },
    { order: "2.1", mistake: "a chain that has not begun", told: "is to be 2" },
  ],
};
