import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The quick answers wait for the slow one",
  task: `Three searches of different length are started at once. Their results are printed in the order of the list, so
    the quick ones lie there until the slow one has come. Print each result as it arrives. All three must still be
    started together, and findAfter stays as it is.`,
  start: "in-input-order.ts",
  solution: "as-completed.ts",
  run: { latencyMs: 60, holdUntil: { commands: 3, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("six queries are sent", "find", 6),
    is.that("the first result is printed while others are under way", ({ timeline }) => {
      const [line] = timeline.output();
      if (!line) return "Nothing is printed.";
      const after = timeline.mongodb("find").where(({ endMs }) => endMs > line.startMs).length;
      return after >= 2
        ? undefined
        : "The first result is printed when all the others are there, too: it waits for the slowest.";
    }),
    is.that("all three searches are started together", ({ timeline }) => {
      const first = timeline.mongodb("find").toArray().slice(0, 3);
      const [one] = first;
      const names = new Set(first.map(({ asked }) => asked?.short));
      return one && names.size === 3 && first.every(({ startMs }) => startMs < one.endMs)
        ? undefined
        : "A search begins only when another has ended: something is awaited too early.";
    }),
    is.prints("the results come in the order of arrival", ["mingo", "mongodb", "bson"]),
  ],
  hints: [
    "Which promise does the loop wait for first? Which one is fulfilled first?",
    "Each promise can print for itself when it is fulfilled. Then wait for all of them.",
    "await Promise.all([slow, quick, medium].map(async (promise) => console.log((await promise)?._id)));",
  ],
  explanation: `A loop of awaits sees results in the order of the list. To see them as they arrive, attach the work to each
    promise, or let each promise fill the next free place, as asCompleted does. Work can then begin on the first reply
    while the others are still on their way.`,
  wrong: [
    {
      mistake: "Promise.all, and then the loop",
      of: "in-input-order.ts",
      edit: [
        [
          "for (const promise of [slow, quick, medium]) {\n  const found = await promise;",
          "for (const found of await Promise.all([slow, quick, medium])) {",
        ],
      ],
      told: "it waits for the slowest",
    },
    {
      mistake: "the list is put into the expected order, one after the other",
      of: "in-input-order.ts",
      edit: [
        ['const slow = findAfter(2, "bson");\n', ""],
        [
          "for (const promise of [slow, quick, medium]) {",
          'await quick;\nconst slow = findAfter(2, "bson");\nfor (const promise of [quick, medium, slow]) {',
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "only the quickest is shown",
      of: "in-input-order.ts",
      edit: [
        [
          "for (const promise of [slow, quick, medium]) {\n  const found = await promise;",
          "{\n  const found = await Promise.race([slow, quick, medium]);",
        ],
      ],
      told: "It printed: mingo",
    },
  ],
};
