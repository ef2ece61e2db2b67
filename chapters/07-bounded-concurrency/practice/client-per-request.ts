import type { ProgramExercise } from "@samples/lab/practice";

const names = ["bson", "mingo", "mongodb", "tsx", "vitest"];

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Most of a request is hello",
  task: `Each request makes a client of its own, opens connections, says hello on each, asks one question and throws it all
    away. Answer the same five requests, one after the other, with as few connections as it takes. handleRequest keeps
    its name and its result.`,
  start: "client-per-request.ts",
  solution: "one-client.ts",
  run: { latencyMs: 15 },
  claims: (is) => [
    is.askedOnce("each of the five requests is answered by a query of its own", "find", names),
    is.that("all queries go through one connection", ({ timeline }) => {
      const used = new Set(timeline.mongodb("find").map(({ connection }) => connection)).size;
      return used === 1
        ? undefined
        : `The queries use ${used} connections: each client opens its own.`;
    }),
    is.that("the client is closed in the end", ({ timeline }) =>
      timeline.mongodb({ command: "endSessions", internal: true }).length > 0
        ? undefined
        : "Nobody closes the client.",
    ),
    is.prints(
      "the answers come in their order",
      names.map((name) => `answered: ${name}`),
    ),
  ],
  hints: [
    "What is a MongoClient: a connection, or more than that?",
    "It is a pool. How long should it live?",
    "Move `await using client = …` out of the function, to the top of the program.",
  ],
  explanation: `A client is a pool with a monitor. Made once, it keeps its connections, and each request costs one round trip.
    Made for each request, most of the time goes into opening connections.`,
  wrong: [
    {
      mistake: "one client for each name",
      of: "client-per-request.ts",
      edit: [
        [
          "async function handleRequest(_id: string) {\n  await using client = new MongoClient(process.env.MONGODB_URI!);",
          "const clients = new Map<string, MongoClient>();\n\nasync function handleRequest(_id: string) {\n  const client = clients.get(_id) ?? new MongoClient(process.env.MONGODB_URI!);\n  clients.set(_id, client);",
        ],
        [
          '  console.log("answered:", found?._id);\n}',
          '  console.log("answered:", found?._id);\n}\nfor (const client of clients.values()) await client.close();',
        ],
      ],
      told: "each client opens its own",
    },
    {
      mistake: "the client is never closed",
      edit: [
        ["await using client = new", "const client = new"],
        [
          '  console.log("answered:", found?._id);\n}',
          '  console.log("answered:", found?._id);\n}\nsetTimeout(() => process.exit(), 100);',
        ],
      ],
      told: "Nobody closes the client",
    },
    {
      mistake: "all at once, and out of one connection",
      edit: [
        [
          'for (const name of ["bson", "mingo", "mongodb", "tsx", "vitest"]) {\n  const found = await handleRequest(name);\n',
          'const all = ["bson", "mingo", "mongodb", "tsx", "vitest"].map(handleRequest);\nfor (const found of await Promise.all(all)) {\n',
        ],
      ],
      told: "The queries use",
    },
  ],
};
