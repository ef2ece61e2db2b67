import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "One failure hides two outcomes",
  task: `Three tasks run at once. One fails early, the program reports that and looks away: what became of the others is
    never said, and a later failure is heard by nobody. Report all three outcomes, in the order of the list, and only
    when all three tasks have ended. The tasks stay as they are.`,
  start: {
    of: "all-settled.ts",
    region: "all-settled",
    code: `
const failAtOnce = () => packages.aggregate([{ $mach: {} }]).toArray();

async function failLater() {
  for (const _id of ["tsx", "vitest"]) await packages.findOne({ _id });
  throw new Error("everybody hears this");
}

async function findThree() {
  for (const _id of ["bson", "mingo", "tsx"]) await packages.findOne({ _id });
  console.log("three packages found");
}

const asked = [findThree(), failAtOnce(), failLater()];
try {
  await Promise.all(asked);
  console.log("fulfilled");
} catch (error) {
  console.log("rejected:", (error as Error).message);
}`,
  },
  solution: "all-settled.ts",
  section: "all-fails.ts",
  run: { latencyMs: 150 },
  claims: (is) => [
    is.sent("all three tasks run to their ends: five queries", "find", 5),
    is.that("nothing is in flight any more when the outcomes are told", ({ timeline }) => {
      const [told] = timeline.output(/^(fulfilled|rejected)/);
      if (!told) return "No outcome is printed.";
      const late = timeline.mongodb().where(({ endMs }) => endMs > told.startMs);
      return late.length === 0
        ? undefined
        : `${late.length} queries are still going on when the first outcome is printed: it does not wait for all.`;
    }),
    is.overlap("the tasks still run at the same time", "aggregate", "find"),
    is.prints("all three outcomes are told, in the order of the list", [
      "three packages found",
      "fulfilled",
      "rejected: Unrecognized pipeline stage name: '$mach'",
      "rejected: everybody hears this",
    ]),
  ],
  hints: [
    "When does Promise.all reject? Does it wait for the rest?",
    "There is a method that never rejects, and gives an outcome for each promise.",
    'for (const outcome of await Promise.allSettled(asked)) … outcome.status === "fulfilled" … outcome.reason',
  ],
  explanation: `Promise.all rejects with the first failure and does not wait. Promise.allSettled waits for the last one, and
    reports for each promise its value or its reason, in the order of your list.`,
  wrong: [
    {
      mistake: "a catch for each, and no order",
      edit: [
        [
          'const outcomes = await Promise.allSettled(asked);\n\nfor (const outcome of outcomes) {\n  if (outcome.status === "fulfilled") console.log("fulfilled");\n  else console.log("rejected:", outcome.reason.message);\n}',
          'await Promise.all(\n  asked.map((each) =>\n    (each as Promise<unknown>).then(\n      () => console.log("fulfilled"),\n      (error: Error) => console.log("rejected:", error.message),\n    ),\n  ),\n);',
        ],
      ],
      told: "it does not wait for all",
    },
    {
      mistake: "one after the other",
      edit: [
        [
          "const asked = [findThree(), failAtOnce(), failLater()];\nconst outcomes = await Promise.allSettled(asked);",
          "const outcomes = [];\nfor (const task of [findThree, failAtOnce, failLater]) {\n  outcomes.push(...(await Promise.allSettled([task() as Promise<unknown>])));\n}",
        ],
      ],
      told: "One waits for the other",
    },
    {
      mistake: "failures are swallowed",
      edit: [['else console.log("rejected:", outcome.reason.message);', ""]],
      told: "It printed: three packages found; fulfilled",
    },
  ],
};
