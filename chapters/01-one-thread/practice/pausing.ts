import type { PredictExercise } from "@samples/lab/practice";

const options = [
  "which version of mongodb?",
  "  install: starts",
  "after the call",
  "  install: goes on with 7.9.0",
  "the call",
];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "A function that stops in the middle",
  task: `A generator function installs a package and has to ask two questions. The caller answers the first one, and
    then loses interest. What is printed, and in which order?`,
  program: {
    of: "restartable-function.ts",
    edit: [
      ["console.log(second.value);\n\n", ""],
      [
        'const last = installation.next("Apache-2.0");\nconsole.log(last.value);\n',
        "console.log(second.done);\n",
      ],
    ],
  },
  questions: [
    {
      ask: "In which order do these lines come?",
      form: "order",
      options,
      answer: ({ lines }) => lines.filter((line) => options.includes(line)),
    },
    {
      ask: "How many lines does install() itself print?",
      form: "number",
      answer: ({ lines }) => lines.filter((line) => line.includes("install:")).length,
    },
    {
      ask: "What does the last line say?",
      form: "choice",
      options: ["true", "false", "undefined"],
      answer: ({ lines }) => lines.at(-1) ?? "",
    },
    {
      ask: "Does the program hang, as install() has never come to its end?",
      form: "yes or no",
      answer: ({ timedOut }) => timedOut,
    },
  ],
  hints: [
    "Does the call of a generator function run any of its body?",
    "next() runs the body from where it stopped to the next yield, and returns what is yielded.",
    "The second next() answers the first question, and the function stops at the second one.",
  ],
  explanation: `The call only makes the generator. The first next() runs the body up to the first yield, the second one
    from there to the second yield. It is not done, and nobody asks it to go on: a paused function that nobody resumes
    is just an object in memory. An async function pauses at its awaits in the same way.`,
};
