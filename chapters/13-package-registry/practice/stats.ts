import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Three counts, three waits",
  task: `The page with the numbers needs three counts, and each is asked for only when the one before it is there. Make it
    wait for one round trip. The answer stays the same, and so do the three queries.`,
  start: "counts-in-turn.ts",
  solution: "counts-together.ts",
  run: { latencyMs: 40, holdUntil: { commands: 3, command: "aggregate", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("there are three counts", "aggregate", 3),
    is.together("all three are sent before the first is answered", "aggregate"),
    is.that("the numbers are right", ({ requests, packages }) => {
      const all = [...packages.values()];
      const expected = {
        all: all.length,
        modern: all.filter(({ type }) => type === "module").length,
        leaves: all.filter(({ dependencies }) => dependencies.length === 0).length,
      };
      const body = requests[0]?.body ?? "";
      return body === JSON.stringify(expected)
        ? undefined
        : `The page answers ${body || "nothing"} instead of ${JSON.stringify(expected)}.`;
    }),
  ],
  hints: [
    "Does any of the counts need the result of another one?",
    "Start all three, and wait once.",
    'const [all, modern, leaves] = await Promise.all([packages.countDocuments(), packages.countDocuments({ type: "module" }), …]);',
  ],
  explanation: `What does not depend on each other need not wait for each other. An endpoint is as slow as its longest chain of
    queries, and here the chain is one long. Each more count costs the page nothing, as long as the pool has a connection
    for it.`,
  wrong: [
    {
      mistake: "await inside of Promise.all",
      edit: [
        ["    packages.countDocuments(),", "    await packages.countDocuments(),"],
        ["    packages.countDocuments({ type", "    await packages.countDocuments({ type"],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the promises are the answer",
      edit: [
        ["const [all, modern, leaves] = await Promise.all([", "const [all, modern, leaves] = ["],
        ["  ]);\n  return", "  ];\n  return"],
      ],
      told: 'The page answers {"all":{}',
    },
    {
      mistake: "two are counted, and the third is made up",
      edit: [["    packages.countDocuments({ dependencies: [] }),", "    Promise.resolve(7),"]],
      told: "Some of the aggregate commands are missing",
    },
  ],
};
