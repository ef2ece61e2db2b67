import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Ten pages and one thread",
  task: `Ten pages are fetched together, and each is parsed when it arrives. This time parse() is an async function with
    an await in the middle. How many pages are fetched, and how many are parsed, at the same time?`,
  program: {
    of: "batch-of-pages.ts",
    edit: [
      ["function parse(page: string) {", "async function parse(page: string) {"],
      [
        "mostParsing = Math.max(mostParsing, ++parsing);\n",
        "mostParsing = Math.max(mostParsing, ++parsing);\n  await pause(200); // until all ten are here\n",
      ],
      [
        "const { WEATHER_URL }",
        'import { setTimeout as pause } from "node:timers/promises";\n\nconst { WEATHER_URL }',
      ],
      ["return parse(await response.text());", "return await parse(await response.text());"],
    ],
  },
  run: { weatherLatencyMs: 60 },
  questions: [
    {
      ask: "How many requests for the weather are made?",
      form: "number",
      answer: ({ timeline }) => timeline.http(/weather/).length,
    },
    {
      ask: "How many of them are under way at the busiest moment?",
      form: "number",
      answer: ({ timeline }) => timeline.http(/weather/).peak,
    },
    {
      ask: 'Which number follows "parsed at the same time:"?',
      form: "number",
      answer: ({ lines }) => Number(/(\d+)$/.exec(lines.at(-1) ?? "")?.[1]),
    },
  ],
  hints: [
    "When is a function interrupted, and when is it not?",
    "Without an await, parse() runs from its first line to its last. With one, others get their turn in between.",
    "All ten wait at the await of parse() together.",
  ],
  explanation: `A function without an await is never interrupted: in the lesson's program one page is parsed at a time.
    An await in the middle is a place where everybody else may run, so ten pages are in the middle of parse() together.
    Counters and shared variables are safe only between two awaits.`,
};
