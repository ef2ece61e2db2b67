import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two stars, one is lost",
  task: `Two visitors give a star at the same time. Each reads 0 and saves 1, and one star is gone. Both must count. Each visitor
    still reads the project first and saves a document; when somebody else was faster, the save must be refused, and
    that visitor reads again and tries again.`,
  start: "last-save-wins.ts",
  solution: "version-error.ts",
  run: { latencyMs: 15 },
  claims: (is) => [
    is.that("each update asks for the version that was read", ({ timeline }) => {
      const updates = timeline.mongodb({ command: ["update", "findAndModify"] });
      if (updates.length === 0) return "Nothing is saved.";
      const blind = updates.where(({ asked }) => !asked?.whole.includes("__v"));
      return blind.length === 0
        ? undefined
        : "A save does not ask for the version: it overwrites whatever is there.";
    }),
    is.that("who was too late tries again", ({ timeline }) => {
      const updates = timeline.mongodb({ command: ["update", "findAndModify"] }).length;
      return updates >= 3 ? undefined : `There are ${updates} saves: nobody tries again.`;
    }),
    is.says("both count", "stars: 2"),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "How can the second save find out that somebody has saved since it read?",
    "Mongoose has a version key. An option of the schema makes every save ask for it.",
    "new mongoose.Schema(fields, { optimisticConcurrency: true }), and in a catch of mongoose.Error.VersionError: read again, add, save",
  ],
  explanation: `With optimisticConcurrency each save asks for the version that was read, and throws a VersionError when nothing fits. Who
    gets it has to read again: the old document is of no use. For a plain count, $inc would be simpler and needs no version.`,
  section: "last-save-wins.ts",
  wrong: [
    {
      mistake: "the error is swallowed",
      edit: [
        ["    const fresh = await find();\n    fresh.stars += 1;\n    await fresh.save();\n", ""],
      ],
      told: "nobody tries again",
    },
    {
      mistake: "the second one adds two",
      of: "last-save-wins.ts",
      edit: [["  project.stars += 1;", "  project.stars += project === yours ? 2 : 1;"]],
      told: "it overwrites whatever is there",
    },
    {
      mistake: "nobody catches the error",
      edit: [
        [
          "    if (!(error instanceof mongoose.Error.VersionError)) throw error;\n",
          "    throw error;\n",
        ],
      ],
      told: "VersionError",
    },
  ],
};
