import type { ProgramExercise } from "@samples/lab/practice";

/** An address would be hidden in the record; a nickname is not. */
const nickname: [string, string][] = [
  ["new mongoose.Schema({ email: String })", "new mongoose.Schema({ nickname: String })"],
  ["this.email = this.email?.toLowerCase();", "this.nickname = this.nickname?.toLowerCase();"],
  ['{ email: "ann@example.com" }', '{ nickname: "ann" }'],
  ["console.log(stored.email);", "console.log(stored.nickname);"],
];
const typed: [string, string] = ['{ email: "Ann@Work.example" }', '{ nickname: "Annie" }'];

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The hook that did not run",
  task: `Nicknames are stored in lower case: a save hook of the schema sees to that. An update goes past the hook, and the
    new nickname is stored as it was typed. Change the nickname so that the hook runs. The hook and the typed
    "Annie" stay as they are.`,
  start: { of: "update-skips-hooks.ts", edit: [...nickname, typed] },
  solution: {
    of: "save-runs-hooks.ts",
    edit: [...nickname, ['ann.email = "Ann@Work.example";', 'ann.nickname = "Annie";']],
  },
  run: { latencyMs: 15 },
  claims: (is) => [
    is.sent("the user is inserted", "insert", 1),
    is.that("the update carries the nickname in lower case", ({ timeline }) => {
      const updates = timeline.mongodb({ command: ["update", "findAndModify"] });
      const sent = updates.first.writes?.[0]?.set.nickname;
      return sent === "annie"
        ? undefined
        : `The update carries ${JSON.stringify(sent)}: the hook has not run.`;
    }),
    is.prints("it is stored in lower case", ["annie"]),
  ],
  hints: [
    "When does a save hook run?",
    "updateOne has no document, so there is nothing to save. What do you have in ann?",
    'ann.nickname = "Annie"; await ann.save();',
  ],
  explanation: `A save hook runs when a document is saved. updateOne sends an update and knows no document, so validators and save hooks
    do not run. It costs a read if you do not have the document yet; here you have it.`,
  section: "update-skips-hooks.ts",
  wrong: [
    {
      mistake: "the result is mended when it is printed",
      of: "update-skips-hooks.ts",
      edit: [
        ...nickname.slice(0, 3),
        typed,
        ["console.log(stored.email);", "console.log(stored.nickname?.toLowerCase());"],
      ],
      told: "the hook has not run",
    },
    {
      mistake: "the document is changed and not saved",
      edit: [["await ann.save();\n", ""]],
      told: "It printed: ann.",
    },
    {
      mistake: "findOneAndUpdate, which goes past the hook as well",
      of: "update-skips-hooks.ts",
      edit: [
        ...nickname,
        typed,
        ["await User.updateOne({ _id: ann._id }", "await User.findOneAndUpdate({ _id: ann._id }"],
      ],
      told: "the hook has not run",
    },
  ],
};
