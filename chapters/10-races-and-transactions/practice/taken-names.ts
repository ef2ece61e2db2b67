import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two users with one address",
  task: `Two requests sign up with the same address at the same moment. Both look whether it is free, and both get it. Let the
    server decide who was first: one user must be stored, and signUp() must say "taken" to the other instead of failing.`,
  start: "check-then-insert.ts",
  solution: "unique-index.ts",
  run: { latencyMs: 40, holdUntil: { commands: 2, command: "insert", timeLimitMs: 1000 } },
  claims: (is) => [
    is.that("the server keeps addresses unique", ({ timeline }) =>
      timeline.mongodb({ command: "createIndexes", ok: true }).length > 0
        ? undefined
        : "Nothing at the server forbids a second user with the same address.",
    ),
    is.sent("both requests insert", { command: "insert", collection: "users" }, 2),
    is.together("both at the same time", { command: "insert", collection: "users" }),
    is.sent("one of them is refused by the server", { command: "insert", ok: false }, 1),
    is.prints("one user is stored", ["users with this e-mail: 1"]),
    is.endsWell("nobody fails"),
  ],
  hints: [
    "What can the other request do between your look and your insert?",
    "Only the server sees all requests. Which index forbids a second one?",
    "await users.createIndex({ email: 1 }, { unique: true }); then insert, and catch the error with code 11000",
  ],
  explanation: `Do not look first. Insert, and let a unique index decide: it sees every request from every process. Error 11000
    is an answer then, not a failure. Looking first may still be friendly, but nothing may depend on it.`,
  section: "check-then-insert.ts",
  wrong: [
    {
      mistake: "an index that is not unique",
      edit: [["{ email: 1 }, { unique: true }", "{ email: 1 }"]],
      told: "There are no failed insert commands",
    },
    {
      mistake: "the error is not caught",
      edit: [
        [
          "    if ((error as { code?: number }).code !== 11000) throw error;\n",
          "    throw error;\n",
        ],
      ],
      told: "duplicate key",
    },
    {
      mistake: "one after the other",
      edit: [
        [
          'await Promise.all([signUp("ada@example.com"), signUp("ada@example.com")]);',
          'await signUp("ada@example.com");\nawait signUp("ada@example.com");',
        ],
      ],
      told: "Each waits for the one before it",
    },
    {
      mistake: "a set in this process",
      of: "check-then-insert.ts",
      edit: [
        ["  if (await users.findOne({ email })) return", "  if (known.has(email)) return"],
        ["async function signUp", "const known = new Set<string>();\nasync function signUp"],
        [
          "  await users.insertOne({ email });",
          "  known.add(email);\n  await users.insertOne({ email });",
        ],
      ],
      told: "Nothing at the server forbids",
    },
  ],
};
