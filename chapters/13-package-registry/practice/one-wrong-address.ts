import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "One wrong address",
  task: `A server without a framework: node:http calls an async function and does not wait for it. Three requests come, one
    after the other: GET /bson, GET /no-such-package, GET /mingo. There is no package called no-such-package, so its
    handler throws. Who gets an answer?`,
  program: "handler-rejects.ts",
  run: { latencyMs: 10 },
  questions: [
    {
      ask: "How many of the three requests get an answer?",
      form: "number",
      answer: ({ requests }) => requests.filter(({ status }) => status !== undefined).length,
    },
    {
      ask: "What does the caller of /no-such-package get?",
      form: "choice",
      options: ["status 404", "status 500", "no answer at all"],
      answer: ({ requests }) =>
        requests[1]?.status === undefined ? "no answer at all" : `status ${requests[1].status}`,
    },
    {
      ask: "How many find commands are sent?",
      form: "number",
      answer: ({ timeline }) => timeline.mongodb("find").length,
    },
    {
      ask: "Does the process end because of an unhandled rejection?",
      form: "yes or no",
      answer: ({ outcome }) => outcome.kind === "unhandled-rejection",
    },
  ],
  hints: [
    "Who awaits the promise that handle() returns?",
    "What does Node do by default when a promise is rejected and nobody has attached a handler?",
    "The process ends at the second request, so the third one finds nobody there.",
  ],
  explanation: `node:http ignores what its callback returns. The rejection has no handler, and Node ends the process: for the
    caller of the wrong address, and for everybody after it. A framework that awaits its handlers (Fastify, Express 5)
    turns the rejection into status 500 for one request.`,
};
