import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "build",
  title: "Shut down without losing anybody",
  task: `On SIGINT the server closes its client at once, and the two requests at work fail although their answers are on the
    way. Build a graceful shutdown: from SIGINT on refuse what comes (print "refused:" and the name), wait until the
    requests at work are answered, then close the client and print "closed". handleRequest stays as it is.`,
  start: {
    of: "drain.ts",
    region: "drain",
    code: `
function accept(name: string) {
  void handleRequest(name);
}

function drain() {
  void client.close();
  console.log("closed");
}
process.once("SIGINT", drain);`,
  },
  solution: "drain.ts",
  section: "shutdown.ts",
  run: { latencyMs: 600 },
  claims: (is) => [
    is.sent("two requests are at work, and the late one is never sent", "find", 2),
    is.sent("both are answered", { command: "find", ok: true }, 2),
    is.that("the client is closed after both answers", ({ timeline }) => {
      const [closed] = timeline.output("closed");
      if (!closed) return 'Nobody says "closed".';
      const early = timeline.mongodb("find").where(({ endMs }) => endMs > closed.startMs).length;
      return early === 0 ? undefined : `${early} requests are still at work when it is closed.`;
    }),
    is.says("the late request is refused", "refused: bson"),
    is.neverSays("no request fails", /^failed:/),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "What does the shutdown have to know about the requests?",
    "Keep a set of the promises at work: add each, and take it out when it is settled.",
    "const request = handleRequest(name).finally(() => atWork.delete(request)); atWork.add(request); … await Promise.all(atWork); await client.close();",
  ],
  explanation: `A graceful shutdown has three steps, in this order: accept no more, wait for what is at work, close. For the
    second you have to know what is at work, so a server keeps its promises in a set. Real ones add a time limit.`,
  wrong: [
    {
      mistake: "closed before the requests have ended",
      edit: [["  await Promise.all(atWork);\n", ""]],
      told: "failed:",
    },
    {
      mistake: "the late request is taken",
      edit: [["  isClosing = true;\n", ""]],
      told: "refused: bson",
    },
    {
      mistake: "the client is never closed",
      edit: [["  await client.close();\n", ""]],
      told: "still running",
    },
    {
      mistake: "a sleep instead of waiting for them",
      edit: [
        ["  await Promise.all(atWork);\n", "  await new Promise((go) => setTimeout(go, 50));\n"],
      ],
      told: "failed:",
    },
  ],
};
