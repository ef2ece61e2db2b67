import type { ProgramExercise } from "@samples/lab/practice";

/** The query finds somebody, so that it shows whether it asks for the right token. */
const edit: [string, string][] = [
  [
    'const users = client.db().collection("users");\n',
    'const users = client.db().collection("users");\nawait users.insertOne({ name: "Ann", token: "Bearer t0p-s3cret" });\n',
  ],
  [
    "await users.findOne(filter);",
    'const user = await users.findOne(filter);\nconsole.log("found:", user?.name);',
  ],
];

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The password is in the log",
  task: `To find a bug, somebody logs the whole request and the filter of a query. A password and a token stand in the log now,
    and will for years. Keep both lines, with all of their fields, and put *** in place of what is secret. The request
    and the query must not change.`,
  start: { of: "log-everything.ts", edit },
  solution: { of: "redact-logs.ts", edit },
  run: { latencyMs: 10 },
  claims: (is) => [
    is.neverSays("no password is in the log", /hunter2/),
    is.neverSays("no token is in the log", /t0p-s3cret/),
    is.that("both lines are there, with all of their fields", ({ lines }) => {
      const logged = lines.filter((line) => line.startsWith("{"));
      const read = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
      const expected = [
        {
          level: 30,
          request: { headers: { authorization: "***" }, body: { name: "Ann", password: "***" } },
          msg: "signing in",
        },
        { level: 30, filter: { token: "***" }, msg: "looking for the user" },
      ];
      return JSON.stringify(read) === JSON.stringify(expected)
        ? undefined
        : `It logged: ${logged.join("; ") || "nothing"}. Something else than the secrets is missing, or has changed.`;
    }),
    is.sent("there is one query", "find", 1),
    is.that("the query still finds the user with this token", ({ lines }) =>
      lines.includes("found: Ann")
        ? undefined
        : "It asks for something else: the data were changed, not the log.",
    ),
  ],
  hints: [
    "How many places in the program can forget it? Is there one that sees every line?",
    "pino's option redact takes paths, and a censor.",
    'pino({ …, redact: { paths: ["*.headers.authorization", "*.body.password", "*.token"], censor: "***" } })',
  ],
  explanation: `What is secret is a matter of the logger, not of each call: a call that somebody writes next year is covered as well.
    The fields stay, so you still see that there was a password. Changing the objects would change the program: the same
    object is sent to the database.`,
  wrong: [
    {
      mistake: "the token is forgotten",
      edit: [
        [
          'const secrets = ["headers.authorization", "body.password", "token"];',
          'const secrets = ["headers.authorization", "body.password"];',
        ],
      ],
      told: "It printed: {",
    },
    {
      mistake: "the objects are changed",
      of: "log-everything.ts",
      edit: [
        ...edit,
        [
          'log.info({ request }, "signing in");\nconst filter = { token: request.headers.authorization };',
          'request.headers.authorization = "***";\nrequest.body.password = "***";\nlog.info({ request }, "signing in");\nconst filter = { token: request.headers.authorization };',
        ],
      ],
      told: "the data were changed, not the log",
    },
    {
      mistake: "nothing is logged any more",
      edit: [["const log = pino({", 'const log = pino({ level: "error",']],
      told: "It logged: nothing",
    },
  ],
};
