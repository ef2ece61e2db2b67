import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The program that never ends",
  task: `The program finds its package, prints its last line, and then hangs until somebody presses Ctrl-C. Make it end
    by itself. It must close its client, also when the query fails; process.exit is not the answer.`,
  start: {
    of: "never-exits.ts",
    edit: [
      [
        `
const handles = process.getActiveResourcesInfo();
const socket = handles.find((name) => name.startsWith("TCP"));
console.log("kept alive by", socket);
`,
        `console.log("the program ends");
`,
      ],
    ],
  },
  solution: "await-using-client.ts",
  run: { latencyMs: 10, timeLimitMs: 2500 },
  claims: (is) => [
    is.sent("the package is asked for once", "find", 1),
    is.endsWell("the program ends by itself"),
    is.that("the client says goodbye to the server before the program ends", ({ timeline }) => {
      // close() ends the sessions; a process that just exits sends nothing.
      const goodbye = timeline.mongodb({ command: "endSessions", internal: true });
      return goodbye.length > 0
        ? undefined
        : "The process was ended with its connections open: nobody closed the client.";
    }),
    is.prints("both lines are printed", ["found mongodb", "the program ends"]),
  ],
  hints: [
    "What could still wake this program up?",
    "An open client watches its sockets. It has to be closed, also after an error.",
    "await using client = new MongoClient(process.env.MONGODB_URI!);",
  ],
  explanation: `Node ends a program when nothing is left that could wake it up. An open client is such a thing: it
    watches its connections. await using closes it at the end of its block, after an error as well. process.exit
    would end the program too, but with writes that may still be on their way.`,
  wrong: [
    {
      mistake: "process.exit",
      of: "never-exits.ts",
      edit: [
        [
          `
const handles = process.getActiveResourcesInfo();
const socket = handles.find((name) => name.startsWith("TCP"));
console.log("kept alive by", socket);
`,
          `console.log("the program ends");
process.exit(0);
`,
        ],
      ],
      told: "nobody closed the client",
    },
    {
      mistake: "closed before the query",
      edit: [
        [
          "await using client = new MongoClient(process.env.MONGODB_URI!);",
          "const client = new MongoClient(process.env.MONGODB_URI!);\n  setImmediate(() => void client.close());",
        ],
      ],
      told: "There are no find commands",
    },
    {
      mistake: "using without await does not wait, and there is no such dispose",
      edit: [["await using client", "const client"]],
      told: "still",
    },
  ],
};
