import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Saved twice, at the same time",
  task: `A document's license and version are changed, with a save() after each, and one of the saves fails. Store both changes:
    one update with both, which is awaited. The program prints "saved" once.`,
  start: "save-in-parallel.ts",
  solution: "one-save.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("one update is sent", "update", 1),
    is.that("it has both changes", ({ timeline }) => {
      const set = timeline.mongodb("update").first.writes?.[0]?.set ?? {};
      const missing = ["license", "version"].filter((field) => !(field in set));
      return missing.length === 0 ? undefined : `The update does not set ${missing.join(" and ")}.`;
    }),
    is.prints("it is saved", ["saved"]),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "How often does the document have to be saved?",
    "A document collects its changes until you save it.",
    "Change both fields, then: await bson.save();",
  ],
  explanation: `A document that is being saved cannot be saved again. It does not have to be: it collects its changes, and one save()
    is one update with all of them, stored together or not at all.`,
  section: "save-in-parallel.ts",
  wrong: [
    {
      mistake: "two saves, one after the other",
      edit: [['bson.version = "8.0.0";', 'await bson.save();\nbson.version = "8.0.0";']],
      told: "There are more update commands than needed",
    },
    {
      mistake: "the save is not awaited",
      edit: [
        ["await bson.save(); //", "void bson.save().catch(() => {}); //"],
        ["await mongoose.disconnect();", "await mongoose.connection.close(true);"],
      ],
      told: "pdate",
    },
    {
      mistake: "the second change is left out",
      edit: [['bson.version = "8.0.0";\n', ""]],
      told: "The update does not set version",
    },
  ],
};
