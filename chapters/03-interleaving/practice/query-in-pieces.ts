import type { PredictExercise } from "@samples/lab/practice";

const options = [
  "get a connection",
  "the program goes on",
  "the call returns a promise",
  "receive the reply",
  "send the command",
];

export const exercise: PredictExercise = {
  kind: "predict",
  title: "What happens during one await",
  task: `The driver reports each piece of its work on one query. The pool has a connection already. In which order do the
    pieces and the two lines of the program come?`,
  program: {
    of: "query-in-pieces.ts",
    edit: [
      [
        "// #region pieces",
        '// #region pieces\nawait packages.findOne({ _id: "tsx" }); // the pool has a connection now\n',
      ],
      ['client.once("connectionCheckOutStarted", print("ask for a connection"));\n', ""],
      ['client.once("connectionCheckedIn", print("give the connection back"));\n', ""],
    ],
  },
  questions: [
    {
      ask: "In which order are the lines printed?",
      form: "order",
      options,
      answer: ({ lines }) => lines,
    },
    {
      ask: "How many commands are sent in all?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb().length,
    },
    {
      ask: "Is the thread free between sending and receiving?",
      form: "yes or no",
      answer: ({ timeline }) => {
        const find = timeline.mongodb("find").last;
        return (
          timeline
            .thread()
            .where((each) => each.startMs <= find.startMs && each.endMs >= find.endMs).length === 0
        );
      },
    },
  ],
  hints: [
    "How far does findOne get before it has to wait for something?",
    "It has to wait for a connection from the pool, also when one is free: that is a promise, too.",
    "The call returns its promise first. The rest happens while the program awaits it.",
  ],
  explanation: `findOne returns a promise at its first await, which is the wait for a connection. Then the command is
    sent, and the thread is free until the reply is there. Only when the whole query is done does the line after your
    await run.`,
};
