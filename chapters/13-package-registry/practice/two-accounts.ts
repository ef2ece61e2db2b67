import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "One click too many, one account too many",
  task: `Ada clicks twice, and two requests to sign up arrive together. Both look whether her address is free, both see that it
    is, and now there are two accounts. One of them must get 201 and the other 409, whatever the order, and also when the
    two requests reach two servers.`,
  start: "email-check-first.ts",
  solution: "email-index.ts",
  run: { latencyMs: 10, holdUntil: { commands: 2, command: "find", timeLimitMs: 1500 } },
  claims: (is) => [
    is.prints("one is created, the other refused, and there is one account", [
      "201, 409",
      "accounts: 1",
    ]),
    is.that("the database itself refuses the second account", ({ timeline }) => {
      const inserts = timeline.mongodb({ command: "insert", collection: "users" });
      const refused = timeline.mongodb({ command: "insert", collection: "users", ok: false });
      if (inserts.length < 2)
        return "Only one of them tries to insert: who decides when they reach two servers?";
      return refused.length === 1
        ? undefined
        : "The database takes both: nothing says that an address is unique.";
    }),
  ],
  hints: [
    "What can happen between looking and inserting?",
    "Only the database sees the requests of all servers. Let it refuse what is there already.",
    "await users.createIndex({ email: 1 }, { unique: true }); and in the handler: catch the error with code 11000 and answer 409.",
  ],
  explanation: `Looking first and inserting then are two steps, and somebody else can always come in between. A unique index makes
    it one: the insert succeeds or fails with error 11000, whichever request or process it comes from. The failure is not
    a fault. It is the answer.`,
  wrong: [
    {
      mistake: "a Set in this process decides",
      of: "email-check-first.ts",
      edit: [
        ["const app = fastify();", "const app = fastify();\nconst taken = new Set<string>();"],
        [
          "  if (await users.findOne({ email })) return reply.code(409).send();",
          "  if (taken.has(email)) return reply.code(409).send();\n  taken.add(email);",
        ],
      ],
      told: "who decides when they reach two servers",
    },
    {
      mistake: "the index is not unique",
      edit: [["{ email: 1 }, { unique: true }", "{ email: 1 }"]],
      told: "nothing says that an address is unique",
    },
    {
      mistake: "the error is not answered",
      edit: [
        [
          "    if ((error as { code?: number }).code !== 11000) throw error;\n    return reply.code(409).send();\n",
          "    throw error;\n",
        ],
      ],
      told: "It printed: 201, 500",
    },
    {
      mistake: "every error is a success",
      edit: [["    return reply.code(409).send();\n", ""]],
      told: "It printed: 201, 201",
    },
  ],
};
