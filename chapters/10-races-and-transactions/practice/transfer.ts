import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Money that is nowhere",
  task: `100 are moved from Ada to Bob in two updates. Whoever adds up the balances in between sees 100 instead of 200, and if
    the program dies in between, it stays like that. Make it both updates or none. readTotal() stays as it is.`,
  start: "transfer.ts",
  solution: "transfer-transaction.ts",
  run: { latencyMs: 100 },
  claims: (is) => [
    is.sent("two updates are sent", "update", 2),
    is.that("both belong to one transaction", ({ timeline }) => {
      const [one, other] = timeline.mongodb("update").map(({ transaction }) => transaction);
      return one !== undefined && one === other
        ? undefined
        : "The updates are not in one transaction: each is done, and seen, for itself.";
    }),
    is.inTurn("one operation of the session at a time", {
      command: ["update", "commitTransaction"],
    }),
    is.sent("the transaction is committed", { command: "commitTransaction", ok: true }, 1),
    is.prints("the total is never wrong", ["seen: 200"]),
  ],
  hints: [
    "Which command of MongoDB changes two documents in one step?",
    "None does for two different changes; a transaction does. withTransaction begins, commits, and tries again where it should.",
    "client.withSession((session) => session.withTransaction(async () => { … updateOne(…, { session }) … }))",
  ],
  explanation: `In a transaction both updates become visible at the same moment, with the commit. withTransaction also runs the
    function again when the server asks for that. Every operation needs its { session }, and they take turns.`,
  section: "transfer.ts",
  wrong: [
    {
      mistake: "a session is forgotten",
      edit: [
        [
          "await accounts.updateOne(to, { $inc: { balance: 100 } }, { session });",
          "await accounts.updateOne(to, { $inc: { balance: 100 } });",
        ],
      ],
      told: "not in one transaction",
    },
    {
      mistake: "both updates at once in one session",
      edit: [
        [
          "      await accounts.updateOne(from, { $inc: { balance: -100 } }, { session });\n      await accounts.updateOne(to, { $inc: { balance: 100 } }, { session });",
          "      await Promise.allSettled([\n        accounts.updateOne(from, { $inc: { balance: -100 } }, { session }),\n        accounts.updateOne(to, { $inc: { balance: 100 } }, { session }),\n      ]);",
        ],
      ],
      told: "Two are under way at the same time",
    },
    {
      mistake: "the reader comes later",
      of: "transfer.ts",
      edit: [
        [
          "const [, seen] = await Promise.all([transfer(), readTotal()]);",
          "await transfer();\nconst seen = await readTotal();",
        ],
      ],
      told: "not in one transaction",
    },
  ],
};
