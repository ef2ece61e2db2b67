import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Three counts for one page",
  task: `A page of statistics makes three counts and takes as long as all three together. None of them needs another.
    Make the page faster: all three counts must be on their way before the first answer. Keep the three counts as they
    are; what is printed must not change.`,
  start: "stats-serial.ts",
  solution: "stats-together.ts",
  run: { latencyMs: 30, holdUntil: { commands: 3, command: "aggregate", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("three counts are sent", "aggregate", 3),
    is.together("all three are sent before the first reply", "aggregate"),
    is.prints("the line has the three counts of this run", ({ packages }) => {
      const all = [...packages.values()];
      const modern = all.filter(({ type }) => type === "module").length;
      const leaves = all.filter(({ dependencies }) => dependencies.length === 0).length;
      return [`${all.length} packages, ${modern} ES modules, ${leaves} need nothing`];
    }),
  ],
  hints: [
    "Which count needs the result of another one?",
    "Start all three counts, and wait once.",
    "const [all, modern, leaves] = await Promise.all([…the three calls, without await…]);",
  ],
  explanation: `countDocuments is sent when it is called. Promise.all with three calls in its list has all three in
    flight, so the page takes as long as the slowest count.`,
  wrong: [
    {
      mistake: "await inside of the list",
      edit: [
        ["packages.countDocuments(),", "await packages.countDocuments(),"],
        [
          'packages.countDocuments({ type: "module" }),',
          'await packages.countDocuments({ type: "module" }),',
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "only two of them together",
      of: "stats-serial.ts",
      edit: [
        [
          'const modern = await packages.countDocuments({ type: "module" });\nconst leaves = await packages.countDocuments({ dependencies: [] });',
          'const [modern, leaves] = await Promise.all([\n  packages.countDocuments({ type: "module" }),\n  packages.countDocuments({ dependencies: [] }),\n]);',
        ],
      ],
      told: "Only 2 of them are in flight together",
    },
    {
      mistake: "one count is left out",
      edit: [
        [
          "packages.countDocuments({ dependencies: [] }),",
          "packages.countDocuments({ type: 'commonjs' }).then(() => 100),",
        ],
      ],
      told: "It printed:",
    },
    {
      mistake: "the promises are printed instead of their values",
      edit: [
        ["await Promise.all([", "["],
        ["]);\n\nconsole", "];\n\nconsole"],
      ],
      told: "A promise was printed instead of its value",
    },
  ],
};
