import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Twenty updates, one round trip",
  task: `Twenty documents are marked as checked, and each update waits for the one before it. Send all twenty in one
    command. All twenty documents must be changed, each by its _id, and the program must say so.`,
  start: "save-in-loop.ts",
  solution: "bulk-write.ts",
  run: { latencyMs: 15 },
  claims: (is) => [
    is.sent("one update command is sent", "update", 1),
    is.chain("no more than two round trips pass", ({ timeline }) => timeline.mongodb(), 2),
    is.that("the twenty documents that were found are changed", ({ timeline, packages }) => {
      const updates = timeline.mongodb("update").toArray();
      const ids = updates.flatMap(({ writes = [] }) => writes.map(({ id }) => id));
      const unknown = ids.filter((id) => !packages.has(id));
      if (unknown.length > 0) return `There is no package ${unknown[0]}.`;
      const different = new Set(ids).size;
      return different === 20 ? undefined : `Updates of ${different} documents were sent.`;
    }),
    is.prints("twenty packages are reported", ["20 packages updated"]),
  ],
  hints: [
    "How many round trips does the picture show? How many need the answer of another?",
    "Collect the updates in the loop, and send them after it. The driver has a method for many writes.",
    "await packages.bulkWrite(found.map(({ _id }) => ({ updateOne: { filter: { _id }, update } })));",
  ],
  explanation: `bulkWrite packs many writes into one command. That saves nineteen round trips. Promise.all would save the
    waiting, but not the commands: it would send twenty at once, and keep twenty connections busy.`,
  wrong: [
    {
      mistake: "all twenty at once, with Promise.all",
      of: "save-in-loop.ts",
      region: "save",
      code: `
const checkedAt = new Date();
const found = await packages.find({ _id: /^[a-z]/ }).limit(20).toArray();
const results = await Promise.all(
  found.map(({ _id }) => packages.updateOne({ _id }, { $set: { checkedAt } })),
);
console.log(\`\${results.length} packages updated\`);`,
      told: "There are more update commands than needed",
    },
    {
      mistake: "only the first is changed",
      edit: [
        [
          "  updates.push({ updateOne: { filter: { _id }, update } });",
          "  updates.push({ updateOne: { filter: { _id }, update } });\n  break;",
        ],
      ],
      told: "Updates of 1 documents were sent",
    },
    {
      mistake: "the updates are collected and never sent",
      edit: [
        [
          "const { modifiedCount } = await packages.bulkWrite(updates);",
          "const modifiedCount = updates.length;",
        ],
      ],
      told: "There are no update commands",
    },
  ],
};
