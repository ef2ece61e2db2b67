import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The broken source answers first",
  task: `Two sources are asked the same question. One is broken and fails at once, so the page says that there is no answer,
    though the other source has one. Give the first answer that comes, whoever fails before it. Both must be asked at the
    same time, and both functions stay as they are.`,
  start: {
    of: "first-settled.ts",
    edit: [
      ["const slow = askSlow();\n", ""],
      ["[slow, askBroken()]", "[askSlow(), askBroken()]"],
      ['\n\nconsole.log("the slow one answers all the same:", (await slow)?._id);', ""],
    ],
  },
  solution: {
    of: "first-success.ts",
    edit: [
      [
        `

try {
  await Promise.any([askBroken(), askBroken()]);
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log(name, "of", errors.map((each: Error) => each.name).join(", "));
}`,
        "",
      ],
    ],
  },
  section: "first-settled.ts",
  run: { latencyMs: 30, holdUntil: { commands: 2, timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("the slow source is asked to its end: three queries", "find", 3),
    is.sent("the broken source is asked", "aggregate", 1),
    is.overlap("both are asked at the same time", "aggregate", "find"),
    is.prints("the answer is given", ["answer: mongodb"]),
  ],
  hints: [
    "What makes Promise.race settle?",
    "There is a sibling of it that ignores failures as long as somebody may still succeed.",
    "const first = await Promise.any([askSlow(), askBroken()]);",
  ],
  explanation: `Promise.race settles with the first promise that settles, and a failure is settling. Promise.any waits for
    the first one that is fulfilled. Only when all have failed does it reject, with an AggregateError of all reasons.`,
  wrong: [
    {
      mistake: "one after the other",
      edit: [
        ["await Promise.any([askSlow(), askBroken()])", "await askBroken().catch(() => askSlow())"],
      ],
      told: "One waits for the other",
    },
    {
      mistake: "the broken source is not asked",
      edit: [["[askSlow(), askBroken()]", "[askSlow()]"]],
      told: "There are no aggregate commands",
    },
    {
      mistake: "its failure becomes an empty answer",
      edit: [
        [
          "await Promise.any([askSlow(), askBroken()])",
          "await Promise.race([askSlow(), askBroken().catch(() => null)])",
        ],
      ],
      told: "Something is undefined",
    },
  ],
};
