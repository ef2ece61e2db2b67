import type { PredictExercise } from "@samples/lab/practice";

const options = [
  "bson uploads",
  "tsx packs",
  "bson packs",
  "tsx announces",
  "tsx uploads",
  "bson announces",
];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Two functions on one thread",
  task: `An event loop in fifteen lines runs two functions. This time tsx is much slower than bson: its steps wait for
    500 ms, those of bson for 20. Who prints what, and when?`,
  program: {
    of: "coroutine-by-hand.ts",
    edit: [
      ["function* publish(name: string)", "function* publish(name: string, sleepMs: number)"],
      ["yield 20; // the ms that this step has to wait", "yield sleepMs;"],
      ['resume(publish("bson"));', 'resume(publish("bson", 20));'],
      ['resume(publish("mingo"));', 'resume(publish("tsx", 500));'],
    ],
  },
  questions: [
    {
      ask: "In which order are the six lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines,
    },
    {
      ask: "How many threads run JavaScript?",
      form: "number",
      answer: ({ timeline }) => Math.max(1, timeline.threads.length),
    },
    {
      ask: "Does runLoop() return before the last line is printed?",
      form: "yes or no",
      answer: ({ lines }) => lines.length < options.length,
    },
  ],
  hints: [
    "resume() runs a function up to its next yield. So what is printed before runLoop() is called?",
    "Write down when each function is due: bson at 20 and 40 ms, tsx at 500 and 1000 ms.",
    "The first two lines are those of the two calls of resume(). After that the earliest is next.",
  ],
  explanation: `Both functions print their first line when resume() calls them. Then the loop sleeps until the first of
    them is due: bson at 20 and 40 ms, and it has ended by then; tsx at 500 and 1000 ms. Nobody waits for anybody
    else, and there is one thread. Node's event loop does the same with sockets and timers.`,
};
