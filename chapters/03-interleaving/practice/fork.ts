import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Three steps where two would do",
  task: `First vitest is found, then the packages that it needs, then how many packages have its license: three round
    trips. The last two both need the first, but not each other. Do it in two round trips. The three questions stay as
    they are.`,
  start: "three-in-a-row.ts",
  solution: "fork-after-first.ts",
  run: { latencyMs: 200 },
  claims: (is) => [
    is.sent("two finds are sent", "find", 2),
    is.sent("one count is sent", "aggregate", 1),
    is.overlap(
      "the second find and the count are in flight together",
      ({ timeline }) => timeline.mongodb("aggregate"),
      "find",
    ),
    is.chain("no more than two round trips pass", ({ timeline }) => timeline.mongodb(), 2),
    is.prints("both lines are those of this run", ({ packages }) => {
      const vitest = packages.get("vitest");
      const needed = vitest?.dependencies.filter(({ name }) => packages.has(name)) ?? [];
      const alike = [...packages.values()].filter(({ license }) => license === vitest?.license);
      return [
        `vitest needs ${needed.length} packages`,
        `${alike.length} packages have its license`,
      ];
    }),
  ],
  hints: [
    "Draw an arrow from each query to those that need its answer.",
    "The first has to be awaited alone. The other two can share a wait.",
    "const [needed, alike] = await Promise.all([…find(…).toArray(), …countDocuments(…)]);",
  ],
  explanation: `What depends on an answer has to wait for it, and nothing else has to. Await the first, then the two
    together: the picture forks. The shortest time is the longest chain of questions that really need each other.`,
  wrong: [
    {
      mistake: "the count does not wait for the license",
      of: "three-in-a-row.ts",
      edit: [
        [
          "const vitest = await",
          "const counting = packages.countDocuments({ license: undefined });\nconst vitest = await",
        ],
        [
          "const alike = await packages.countDocuments({ license: vitest?.license });",
          "const alike = await counting;",
        ],
      ],
      told: "It printed:",
    },
    {
      mistake: "await in the list",
      edit: [
        [
          "packages.find({ _id: { $in: names } }).toArray(),",
          "await packages.find({ _id: { $in: names } }).toArray(),",
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the cursor is not read",
      edit: [
        [
          "packages.find({ _id: { $in: names } }).toArray(),",
          "[packages.find({ _id: { $in: names } })],",
        ],
      ],
      told: "Some of the find commands are missing",
    },
  ],
};
