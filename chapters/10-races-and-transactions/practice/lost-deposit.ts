import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two deposits, one of them is lost",
  task: `Two deposits of 100 come in at the same moment, and the balance is 100. Both must count, whatever the order in which
    the database answers, also when the second deposit comes from another process. They must still be made at the
    same time.`,
  start: "lost-update.ts",
  solution: "inc.ts",
  run: { latencyMs: 300 },
  claims: (is) => [
    is.that(
      "the server adds: no update sets a balance that was worked out here",
      ({ timeline }) => {
        const updates = timeline.mongodb("update").toArray();
        if (updates.length !== 2)
          return `There are ${updates.length} updates: each deposit is one.`;
        const sets = updates.filter(({ writes = [] }) =>
          writes.some(({ set }) => "balance" in set),
        );
        return sets.length === 0
          ? undefined
          : "The update sets a balance that was read before: whoever wrote in between is overwritten.";
      },
    ),
    is.together("both deposits are made at the same time", ({ timeline }) => {
      const begun = timeline.mongodb({ command: ["find", "update"] });
      return begun.where(
        (span) => begun.toArray().indexOf(span) < 2,
        "first commands of the deposits",
      );
    }),
    is.prints("both count", ["balance: 200"]),
  ],
  hints: [
    "What can happen between the find and the update of one deposit?",
    "Do not read first. Tell the server what to do, not what the result is.",
    'accounts.updateOne({ _id: "ada" }, { $inc: { balance: amount } })',
  ],
  explanation: `Read, add, write are three steps, and somebody else can come in between. $inc has the server read, add and write
    in one step. A lock in this process would not do: another process knows nothing of it.`,
  section: "lost-update.ts",
  wrong: [
    {
      mistake: "one deposit after the other",
      of: "lost-update.ts",
      edit: [
        [
          "await Promise.all([deposit(100), deposit(100)]);",
          "await deposit(100);\nawait deposit(100);",
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the sum is made up",
      of: "lost-update.ts",
      edit: [
        [
          "await Promise.all([deposit(100), deposit(100)]);",
          "await Promise.all([deposit(100), deposit(200)]);",
        ],
      ],
      told: "whoever wrote in between is overwritten",
    },
    {
      mistake: "one deposit of both amounts",
      edit: [["await Promise.all([deposit(100), deposit(100)]);", "await deposit(200);"]],
      told: "each deposit is one",
    },
    {
      mistake: "a sleep between the two",
      of: "lost-update.ts",
      edit: [
        [
          "await Promise.all([deposit(100), deposit(100)]);",
          "const first = deposit(100);\nawait new Promise((go) => setTimeout(go, 300));\nawait Promise.all([first, deposit(100)]);",
        ],
      ],
      told: "whoever wrote in between is overwritten",
    },
  ],
};
