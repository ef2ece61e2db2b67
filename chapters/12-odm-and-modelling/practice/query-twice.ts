import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A query is not a promise",
  task: `The program awaits one query twice. The first time it works, the second time Mongoose throws. Print license and name with
    one query: asked may still be awaited twice.`,
  start: "query-twice.ts",
  solution: {
    of: "query-twice.ts",
    edit: [
      [
        'const asked = Package.findById("bson"); // sends nothing yet',
        'const asked = Package.findById("bson").exec();',
      ],
    ],
  },
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("one find is sent", "find", 1),
    is.prints("license and name are printed", ({ packages }) => [
      `license: ${packages.get("bson")?.license}`,
      "name: bson",
    ]),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "What does await do with a query?",
    "A query has a then: each await sends it. A method of it gives a true promise.",
    'const asked = Package.findById("bson").exec();',
  ],
  explanation: `A Mongoose query is a plan that looks like a promise: each await sends it. exec() sends it once and returns a promise,
    which keeps its value for everybody who awaits it.`,
  section: "query-twice.ts",
  wrong: [
    {
      mistake: "two queries",
      of: "query-twice.ts",
      edit: [["(await asked)?._id", '(await Package.findById("bson"))?._id']],
      told: "There are more find commands than needed",
    },
    {
      mistake: "a clone, which is sent again",
      of: "query-twice.ts",
      edit: [["(await asked)?._id", "(await asked.clone())?._id"]],
      told: "There are more find commands than needed",
    },
    {
      mistake: "the error is swallowed",
      of: "query-twice.ts",
      edit: [["  console.log(String(error));", "  void error;"]],
      told: "It printed: license",
    },
  ],
};
