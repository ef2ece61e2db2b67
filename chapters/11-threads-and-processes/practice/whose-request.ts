import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "For whom was that?",
  task: `Each log line should name its request. But the lines come from callbacks that are called later, for all requests
    together, and say "request undefined". Make each callback remember the request for which it was made. log(), the
    list of callbacks and the loop that calls them stay as they are.`,
  start: "lost-context.ts",
  solution: "request-context.ts",
  run: { latencyMs: 20, holdUntil: { commands: 2, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.askedOnce("each request finds its package", "find", ["mongodb", "vitest"]),
    is.peak("both requests are at work at the same time", "find", 2),
    is.says("the first line names its request", "request 1: found mongodb"),
    is.says("the second line names its request", "request 2: found vitest"),
    is.neverSays("nobody is unknown", /undefined/),
  ],
  hints: [
    "In whose context does the loop call the callbacks?",
    "A function can be bound to the context in which it was made.",
    "waiting.push(AsyncResource.bind(() => log(…)));",
  ],
  explanation: `AsyncLocalStorage follows each await. A function in a list that somebody else calls runs in that caller's context.
    AsyncResource.bind, or AsyncLocalStorage.bind, ties it to the context of the moment. Pools and batchers need it.`,
  section: "lost-context.ts",
  wrong: [
    {
      mistake: "one of them is run again for all",
      of: "lost-context.ts",
      edit: [
        [
          "for (const callback of waiting) callback();",
          "request.run(1, () => {\n  for (const callback of waiting) callback();\n});",
        ],
      ],
      told: "request 1: found vitest",
    },
    {
      mistake: "one request after the other",
      edit: [
        [
          'await Promise.all([\n  request.run(1, handle, "mongodb"),\n  request.run(2, handle, "vitest"),\n]);',
          'await request.run(1, handle, "mongodb");\nawait request.run(2, handle, "vitest");',
        ],
      ],
      told: "Each waits for the one before it",
    },
    {
      mistake: "bound in the loop, which is too late",
      of: "lost-context.ts",
      edit: [
        ["import { AsyncLocalStorage } from", "import { AsyncLocalStorage, AsyncResource } from"],
        [
          "for (const callback of waiting) callback();",
          "for (const callback of waiting) AsyncResource.bind(callback)();",
        ],
      ],
      told: "Something is undefined",
    },
  ],
};
