import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "How many documents does the server look at?",
  task: `There are 20,000 releases, twenty of each package, and an index on package. The query asks for a package, and for releases
    with a minor version of 15 or more, which no index knows.`,
  program: {
    of: "indexed.ts",
    edit: [
      [
        'releases.find({ package: "package-471" })',
        'releases.find({\n  package: "package-471",\n  minor: { $gte: 15 },\n})',
      ],
    ],
  },
  questions: [
    {
      ask: "Which stage does the server begin with?",
      form: "choice",
      options: ["COLLSCAN", "IXSCAN"],
      answer: ({ lines }) => lines[0] ?? "",
    },
    {
      ask: "How many documents are examined?",
      form: "number",
      answer: ({ lines }) => Number(/examined: (\d+)/.exec(lines.join("\n"))?.[1]),
    },
    {
      ask: "How many are found? The minor versions are 0 to 19.",
      form: "number",
      answer: ({ lines }) => Number(/found: (\d+)/.exec(lines.join("\n"))?.[1]),
    },
  ],
  hints: [
    "Where does the index lead to?",
    "The index knows the package, and nothing of the minor version.",
    "It leads to the twenty releases of the package. Each of them has to be looked at.",
  ],
  explanation: `The index leads to the twenty releases of one package, and the server looks into each to see its minor version: four examined
    for each one found. An index on package and minor would examine only what it finds.`,
};
