import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Twelve requests, two connections",
  task: `Twelve requests arrive at once, and ten of them wait in your own process although the database has nothing to do. Let
    all twelve queries be under way together, with one client and no more connections than it takes. The handler stays
    as it is.`,
  start: "pool-too-small.ts",
  solution: "pool-fits.ts",
  run: { latencyMs: 20, holdUntil: { commands: 12, command: "find", timeLimitMs: 1500 } },
  claims: (is) => [
    is.sent("each request is answered by a query", "find", 12),
    is.together("all twelve queries are under way together", "find"),
    is.that("one client opens no more connections than that", ({ timeline }) => {
      const used = timeline.connections.length;
      // One more watches the server, and one measures its round trips.
      return used <= 14
        ? undefined
        : `${used} connections are opened: there is more than one client, or a pool with more than it needs.`;
    }),
    is.prints("all are answered", ["answered: 12"]),
  ],
  hints: [
    "Where do ten of the requests wait?",
    "The pool has a limit, and another one for how many connections are opened at once.",
    "new MongoClient(uri, { maxPoolSize: 12, maxConnecting: 12 })",
  ],
  explanation: `A query needs a connection to itself until its reply is there, so the pool's size is the limit of your concurrency. The
    driver's own default is 100. A smaller pool is not wrong: it keeps the queue in your process and the database's load
    in bounds. But then it should be a decision.`,
  wrong: [
    {
      mistake: "larger, but not large enough",
      edit: [["maxPoolSize: 12", "maxPoolSize: 6"]],
      told: "Only 6 of them are in flight together",
    },
    {
      mistake: "a client for each request",
      edit: [
        [
          'await using client = new MongoClient(uri, pool);\nconst packages = client.db().collection("packages");\nawait using app = await serve(async () => [200, await packages.findOne()]);',
          'await using app = await serve(async () => {\n  await using client = new MongoClient(uri, pool);\n  return [200, await client.db().collection("packages").findOne()];\n});',
        ],
      ],
      told: "there is more than one client",
    },
    {
      mistake: "one query for all of them",
      edit: [
        [
          "await using app = await serve(async () => [200, await packages.findOne()]);",
          "const once = packages.findOne();\nawait using app = await serve(async () => [200, await once]);",
        ],
      ],
      told: "Some of the find commands are missing",
    },
  ],
};
