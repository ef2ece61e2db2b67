import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "What a worker does to your object",
  task: `An order and a buffer are sent to a worker, which changes the order's total to something else. This time the buffer is
    not in the transfer list. What do we have afterwards?`,
  program: {
    of: "message-passing.ts",
    edit: [
      [
        "worker.postMessage({ order, bytes }, [bytes]); // copied, and moved",
        "worker.postMessage({ order, bytes });",
      ],
      [
        "console.log(\n  `the worker set its total to ${there.total}, ours is ${order.total}`,\n);\nconsole.log(`bytes there: ${there.bytes}, bytes here: ${bytes.byteLength}`);",
        'console.log("our total:", order.total);\nconsole.log("bytes here:", bytes.byteLength);\nconsole.log("bytes there:", there.bytes);',
      ],
    ],
  },
  questions: [
    {
      ask: "What is our order's total afterwards? It was 120.",
      form: "number",
      answer: ({ lines }) => Number(lines[0]?.split(": ")[1]),
    },
    {
      ask: "How many of the 1000000 bytes do we still have?",
      form: "number",
      answer: ({ lines }) => Number(lines[1]?.split(": ")[1]),
    },
    {
      ask: "How many bytes does the worker have?",
      form: "number",
      answer: ({ lines }) => Number(lines[2]?.split(": ")[1]),
    },
  ],
  hints: [
    "Does a worker see our objects, or copies of them?",
    "A message is a copy. What is in the transfer list is moved instead.",
    "Nothing is in that list here.",
  ],
  explanation: `postMessage copies what you send, objects and buffers alike: what the worker does to its copy, you never see, and a
    million bytes are there twice. In the transfer list the buffer would be moved: nothing copied, and gone here.`,
};
