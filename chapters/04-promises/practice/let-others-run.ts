import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "A reply that nobody reads",
  task: `A long piece of work was cut into 100 pieces with an await after each, so that others get their turn. Still, a
    small query that is sent at the beginning is answered only when all the work is done. Let its reply be read while
    the work goes on. parse() and its 100 calls stay, one after the other.`,
  start: "microtask-starvation.ts",
  solution: "yield-to-loop.ts",
  run: { latencyMs: 40 },
  claims: (is) => [
    is.sent("the documents and the small query are asked for", "find", 2),
    is.that("the thread is given back again and again", ({ timeline }) => {
      const asked = timeline.mongodb("find");
      const [end] = timeline.output("the work is done");
      if (asked.length < 2 || !end) return "The work was not done, or the query was not sent.";
      const { startMs } = asked.last;
      const turns = timeline
        .thread()
        .where((slice) => slice.startMs >= startMs && slice.startMs < end.startMs).length;
      return turns >= 6
        ? undefined
        : `During the work the thread was given back ${turns} times: the event loop gets no turn between the pieces.`;
    }),
    is.prints("the reply is read while the work goes on", [
      "the reply is read",
      "the work is done",
    ]),
  ],
  hints: [
    "From which queue does the code go on after `await null`? When is that queue left?",
    "You have to wait for something that only happens in another turn of the event loop.",
    'import { setImmediate } from "node:timers/promises", then in the loop: await setImmediate();',
  ],
  explanation: `A promise that is settled already goes on from the queue of microtasks, and the event loop does not turn
    before that queue is empty. setImmediate goes on in the next turn, so replies are read and timers fire in between.`,
  wrong: [
    {
      mistake: "await null instead of a settled promise",
      of: "microtask-starvation.ts",
      edit: [["await Promise.resolve(); // or `await null`: the same", "await null;"]],
      told: "the event loop gets no turn",
    },
    {
      mistake: "nextTick, which is a queue before the loop as well",
      of: "microtask-starvation.ts",
      edit: [
        [
          "await Promise.resolve(); // or `await null`: the same",
          "await new Promise<void>((go) => process.nextTick(go));",
        ],
      ],
      told: "the event loop gets no turn",
    },
    {
      mistake: "the query is awaited before the work",
      of: "microtask-starvation.ts",
      edit: [["const asking = ask();", "const asking = ask();\nawait asking;"]],
      told: "the event loop gets no turn",
    },
    {
      mistake: "the work is left out",
      edit: [
        ["  parse(document);\n  await setImmediate();\n", "  void parse(document);\n  break;\n"],
      ],
      told: "the event loop gets no turn",
    },
  ],
};
