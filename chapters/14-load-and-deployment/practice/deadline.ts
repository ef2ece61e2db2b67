import type { ProgramExercise } from "@samples/lab/practice";

const handler = `
let answered = 0;
await using app = await serve(async () => {
  for (const query of [slow, slow]) {
    await packages.findOne(query);
    answered += 1;
  }
  return [200, "done"];
});`;

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Work for a caller who has gone",
  task: `The caller says in a header that it waits for 300 ms. The handler does not read it and makes two slow queries, of which
    each alone takes 600 ms. Answer in time, with status 504 and "no time left", and let the database end the query by
    itself: no query may be done for nobody. The queries stay as slow as they are.`,
  start: {
    of: "deadline.ts",
    region: "deadline",
    code: handler,
    edit: [["MongoClient, MongoServerError", "MongoClient"]],
  },
  solution: "deadline.ts",
  section: "no-deadline.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("one query is sent: there is no time for a second one", "find", 1),
    is.that("the database itself ends it", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      if (finds.length === 0) return "No query is sent.";
      return finds.where(({ error }) => error?.code === 50).length > 0
        ? undefined
        : "It does all of its work: nobody has told it how much time there is.";
    }),
    is.prints("the caller is told in time, and nothing is done for nobody", [
      'caller: 504 "no time left"',
      "queries done for nobody: 0",
    ]),
  ],
  hints: [
    "Who does the work, and who would have to know when it is for nothing?",
    "maxTimeMS is for the server: it ends a query that takes longer. How much is left of 300 ms?",
    'const deadline = Date.now() + Number(headers["deadline-ms"]); … findOne(query, { maxTimeMS: Math.max(1, deadline - Date.now()) }) … catch code 50: return [504, "no time left"]',
  ],
  explanation: `A time limit that only the caller knows saves nobody any work. Handed down, each query gets what is left of it, and the
    server stops by itself. What comes after the failed query is never sent. The deadline is a point in time and not a
    duration, so that what was used up before counts.`,
  wrong: [
    {
      mistake: "the wait is ended, and the query goes on",
      edit: [
        [
          "await packages.findOne(query, { maxTimeMS: left() });",
          'await Promise.race([\n        packages.findOne(query),\n        new Promise((_, reject) =>\n          setTimeout(() => reject(new MongoServerError({ message: "late", code: 50 })), left()),\n        ),\n      ]);',
        ],
      ],
      told: "nobody has told it how much time there is",
    },
    {
      mistake: "a limit that does not come from the caller",
      edit: [["{ maxTimeMS: left() }", "{ maxTimeMS: 5_000 }"]],
      told: "It does all of its work",
    },
    {
      mistake: "the failure is swallowed, and the next one is sent",
      edit: [
        [
          "await packages.findOne(query, { maxTimeMS: left() });",
          "await packages.findOne(query, { maxTimeMS: left() }).catch(() => null);",
        ],
      ],
      told: "There are more find commands than needed",
    },
    {
      mistake: "every failure is status 500",
      edit: [["error.code === 50", "error.code === 11000"]],
      told: "It printed: caller: 500",
    },
  ],
};
