import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Take 100 twice from 100",
  task: `Two withdrawals of 100 look whether there is enough, both see that there is, and the account ends at -100. One of them
    must be refused, whatever the order of the answers. withdraw() still says whether it got the money, and both are
    still made at the same time.`,
  start: "overdraft.ts",
  solution: "conditional-update.ts",
  run: { latencyMs: 300 },
  claims: (is) => [
    is.that("the update itself asks whether there is enough", ({ timeline }) => {
      const updates = timeline.mongodb("update").toArray();
      if (updates.length < 2) return `There are ${updates.length} updates: each withdrawal is one.`;
      const blind = updates.filter(({ asked }) => !asked?.whole.includes("$gte"));
      return blind.length === 0
        ? undefined
        : "The update takes the money without asking: what was seen before may be wrong by then.";
    }),
    is.together("both withdrawals are made at the same time", ({ timeline }) => {
      const begun = timeline.mongodb({ command: ["find", "update"] });
      return begun.where(
        (span) => begun.toArray().indexOf(span) < 2,
        "first commands of the withdrawals",
      );
    }),
    is.prints("the account is empty, and not below", ["balance: 0"]),
  ],
  hints: [
    "Which decision is made at which moment? Is it still true when the update arrives?",
    "The condition belongs into the filter of the update: the server does both in one step.",
    'accounts.updateOne({ _id: "ada", balance: { $gte: amount } }, { $inc: { balance: -amount } }), then look at modifiedCount',
  ],
  explanation: `Check-then-act has a gap between the check and the act. With the condition in the filter there is none: of two
    withdrawals one finds enough, and the other changes nothing. modifiedCount says which of them you are.`,
  section: "overdraft.ts",
  wrong: [
    {
      mistake: "looked at once more, and then taken",
      of: "overdraft.ts",
      edit: [
        [
          "  await accounts.updateOne(",
          '  const again = await accounts.findOne({ _id: "ada" });\n  if (!again || again.balance < amount) return false;\n  await accounts.updateOne(',
        ],
      ],
      told: "takes the money without asking",
    },
    {
      mistake: "paid back afterwards",
      of: "overdraft.ts",
      edit: [
        [
          "  return true;",
          '  const after = await accounts.findOne({ _id: "ada" });\n  if (after && after.balance < 0) await accounts.updateOne({ _id: "ada" }, { $set: { balance: 0 } });\n  return true;',
        ],
      ],
      told: "takes the money without asking",
    },
    {
      mistake: "one after the other",
      edit: [
        [
          "await Promise.all([withdraw(100), withdraw(100)]);",
          "await withdraw(100);\nawait withdraw(100);",
        ],
      ],
      told: "something is awaited too early",
    },
  ],
};
