import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "What survives the abort",
  task: `Two orders are inserted in a transaction, which is then aborted. One of them is there all the same. The abort must take
    back both. Both inserts stay, and so does the abort.`,
  start: "forgotten-session.ts",
  solution: "with-session.ts",
  run: { latencyMs: 10 },
  claims: (is) => [
    is.sent("both orders are inserted", "insert", 2),
    is.that("both inserts belong to one transaction", ({ timeline }) => {
      const [one, other] = timeline.mongodb("insert").map(({ transaction }) => transaction);
      return one !== undefined && one === other
        ? undefined
        : "An insert is sent without the session: it is done at once, for everybody.";
    }),
    is.sent("the transaction is aborted", "abortTransaction", 1),
    is.prints("nothing is left", ["left after the abort: "]),
  ],
  hints: [
    "How does the server know which insert belongs to the transaction?",
    "Only what is sent with its session does. Compare the two inserts.",
    'await orders.insertOne({ _id: "second" }, { session });',
  ],
  explanation: `A transaction holds what is sent with its session, and nothing else. A forgotten { session } is no error: that
    write is simply done at once, and the abort does not take it back.`,
  section: "forgotten-session.ts",
  wrong: [
    {
      mistake: "the second order is deleted afterwards",
      of: "forgotten-session.ts",
      edit: [
        [
          "await session.endSession();",
          'await session.endSession();\nawait orders.deleteOne({ _id: "second" });',
        ],
      ],
      told: "sent without the session",
    },
    {
      mistake: "the second insert is left out",
      edit: [['await orders.insertOne({ _id: "second" }, { session });\n', ""]],
      told: "Some of the insert commands are missing",
    },
    {
      mistake: "committed instead of aborted",
      edit: [["await session.abortTransaction();", "await session.commitTransaction();"]],
      told: "There are no abortTransaction commands",
    },
  ],
};
