import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Waiting for an answer that only you can give",
  task: `A worker asks a server that lives on the main thread, and the main thread sleeps until the worker has its
    answer. After two seconds it gives up. Keep the worker, the server and the shared memory, and let the main thread
    wait in a way that lets its server answer.`,
  start: "bridge-deadlock.ts",
  solution: "bridge-wait-async.ts",
  claims: (is) => [
    is.that("the main thread serves the worker's request", ({ timeline }) => {
      const served = timeline
        .thread()
        .where(({ cause }) => cause.kind === "other" && /TCP|HTTP/.test(cause.type));
      return served.length > 0 ? undefined : "The server was never asked: where is the worker?";
    }),
    is.that("the main thread does not block", ({ timeline }) => {
      const blocked = timeline.thread().where(({ blockedMs = 0 }) => blockedMs > 1000);
      return blocked.length === 0
        ? undefined
        : "The main thread sleeps: while it does, its server cannot answer.";
    }),
    is.prints("the answer comes, and is served once", [
      "ok, requests served: 1",
      "in the end, requests served: 1",
    ]),
  ],
  hints: [
    "Who has to run so that the answer can come? What does that thread do?",
    "Atomics.wait puts the thread to sleep. There is a form of it that returns a promise.",
    "const outcome = await Atomics.waitAsync(isAnswered, 0, 0, 2000).value;",
  ],
  explanation: `A thread must never block on something that only the same thread can do. Atomics.wait stops the event
    loop, and with it the server. Atomics.waitAsync returns a promise, so the loop goes on and serves the request for
    which the worker waits.`,
  wrong: [
    {
      mistake: "await in front of the blocking wait",
      of: "bridge-deadlock.ts",
      edit: [["const outcome = Atomics.wait(", "const outcome = await Atomics.wait("]],
      told: "It printed: timed-out",
    },
    {
      mistake: "a longer time limit",
      of: "bridge-deadlock.ts",
      edit: [["0, 0, 2000)", "0, 0, 3000)"]],
      told: "It printed: timed-out",
    },
    {
      mistake: "the promise is not awaited",
      edit: [
        [
          "await Atomics.waitAsync(isAnswered, 0, 0, 2000).value",
          "Atomics.waitAsync(isAnswered, 0, 0, 2000).value",
        ],
      ],
      told: "an await is missing",
    },
  ],
};
