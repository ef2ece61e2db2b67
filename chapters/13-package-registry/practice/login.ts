import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Logged in without a password",
  task: `Ada's password is wrong in the first request, and she is turned away with 401, as she should be. The second request
    has no password but the object { "$ne": null }, and is let in. Answer it with 400, before there is a query. The right
    password must still work.`,
  start: {
    of: "login-by-query.ts",
    edit: [
      [
        ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n',
        ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n * @request POST /login {"email":"ada@example.com","password":"482913"}\n',
      ],
    ],
  },
  solution: {
    of: "login-validated.ts",
    edit: [
      [
        ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n',
        ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n * @request POST /login {"email":"ada@example.com","password":"482913"}\n',
      ],
    ],
  },
  run: { latencyMs: 10 },
  claims: (is) => [
    is.that("a wrong password is answered with 401, the right one with 200", ({ requests }) => {
      const statuses = requests.slice(0, 2).map(({ status }) => status);
      return statuses.join() === "401,200"
        ? undefined
        : `They are answered with ${statuses.join(" and ")}.`;
    }),
    is.that("an object is no password: it is answered with 400", ({ requests }) => {
      const status = requests[2]?.status;
      return status === 400
        ? undefined
        : `It is answered with ${status}${status === 200 ? ": a query got in where a password was expected" : ""}.`;
    }),
    is.that("the database is not asked about the object", ({ requests }) =>
      requests[2] && requests[2].queries.length === 0
        ? undefined
        : "A query is sent for it: it is checked too late, or not at all.",
    ),
    is.that("the others are each decided by one query", ({ requests }) => {
      const counts = requests.slice(0, 2).map(({ queries }) => queries.length);
      return counts.join() === "1,1" ? undefined : `They have ${counts.join(" and ")} queries.`;
    }),
  ],
  hints: [
    "The type says string. Who checks that while the program runs?",
    "JSON has objects, and to MongoDB an object with a $ is a condition. Check the body before it becomes a filter.",
    "const LogIn = z.object({ email: z.string(), password: z.string() }); … if (!LogIn.safeParse(body).success) return reply.code(400).send();",
  ],
  explanation: `TypeScript's types are gone when the program runs, and whoever sends the request has never seen them. A schema is
    checked at run time, so nothing but a string reaches the filter. $eq would close this hole as well, but answers 401
    to nonsense, and only where somebody thought of it.`,
  wrong: [
    {
      mistake: "the query is asked first",
      edit: [
        ["  if (!success) return reply.code(400).send();\n", ""],
        [
          "  const user = await users.findOne(data);\n",
          "  const user = await users.findOne(body as object);\n  if (!success) return reply.code(400).send();\n  void data;\n",
        ],
      ],
      told: "it is checked too late",
    },
    {
      mistake: "the password becomes text",
      of: "login-by-query.ts",
      edit: [
        [
          ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n',
          ' * @request POST /login {"email":"ada@example.com","password":"wrong"}\n * @request POST /login {"email":"ada@example.com","password":"482913"}\n',
        ],
        [
          "users.findOne({ email, password })",
          "users.findOne({ email, password: String(password) })",
        ],
      ],
      told: "It is answered with 401",
    },
    {
      mistake: "everybody with this address is let in",
      edit: [["users.findOne(data)", "users.findOne({ email: data.email })"]],
      told: "They are answered with 200 and 200",
    },
  ],
};
