import type { PredictExercise } from "@samples/lab/practice";

const options = ["immediate", "timer", "tick", "after the await", "the code itself", "microtask"];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Whose turn is it?",
  task: `A reply has just been read. The code that waited for it asks for several things to be done later, prints a line
    of its own, and awaits nothing in particular. In which order do the lines come out?`,
  program: {
    of: "loop-phases.ts",
    edit: [
      ['void Promise.resolve().then(() => console.log("promise"));\n', ""],
      [
        'console.log("the code itself");',
        'console.log("the code itself");\nawait null;\nconsole.log("after the await");',
      ],
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
      ask: "How many commands does the program send to the database?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().length,
    },
  ],
  hints: [
    "Nothing that was asked for runs before the code that asked for it has come to an await or to its end.",
    "await null goes on from the queue of the microtasks, after those that stand in it already.",
    "Microtasks, then ticks, then immediates, then timers.",
  ],
  explanation: `The code runs to its await. Then the queue of microtasks is emptied: first the one that was put there
    first, then what stands after the await. Then the ticks, and only then does the event loop turn: immediates,
    and timers last, because after a reply the phase of the immediates is the next one.`,
};
