import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "One more query for each link",
  task: `A page lists the dependencies of mongodb with their licenses, and asks the database once for each of them. Do it in two
    commands at most, however many there are. What is printed stays, line by line.`,
  start: "n-plus-one.ts",
  solution: "populate.ts",
  run: { latencyMs: 25 },
  claims: (is) => [
    is.that("one or two commands are sent", ({ timeline }) => {
      const { length } = timeline.mongodb({ command: ["find", "aggregate"] });
      if (length === 0) return "Nothing is asked for.";
      return length <= 2 ? undefined : `${length} commands are sent: one more for each link.`;
    }),
    is.chain("no more than two round trips pass", { command: ["find", "aggregate"] }, 2),
    is.prints("each dependency is printed with its license", ({ packages }) =>
      (packages.get("mongodb")?.dependencies ?? []).map(
        ({ name }) => `${name} ${packages.get(name)?.license}`,
      ),
    ),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "How many queries would it be with 300 dependencies?",
    "Collect the names and ask once, with $in. Mongoose has a method for it.",
    'await Package.findById("mongodb").populate("dependencies.name").orFail()',
  ],
  explanation: `populate collects all names and asks for them in one find with $in: two queries, however many links. $lookup does it in
    one. Promise.all over the loop would save the waiting, but still send a command for each.`,
  section: "n-plus-one.ts",
  wrong: [
    {
      mistake: "the same queries, all at once",
      of: "n-plus-one.ts",
      edit: [
        [
          "for (const { name } of driver.dependencies) {\n  const dependency = await Package.findById(name).orFail();\n",
          "const all = await Promise.all(\n  driver.dependencies.map(({ name }) => Package.findById(name).orFail()),\n);\nfor (const dependency of all) {\n",
        ],
      ],
      told: "one more for each link",
    },
    {
      mistake: "only the first is asked for",
      of: "n-plus-one.ts",
      edit: [
        [
          "  console.log(dependency._id, dependency.license);\n",
          "  console.log(dependency._id, dependency.license);\n  break;\n",
        ],
      ],
      told: "It printed",
    },
    {
      mistake: "the link is not filled in",
      edit: [['  .populate<Linked>("dependencies.name")\n', ""]],
      told: "Something is undefined",
    },
  ],
};
