import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Five packages, none found",
  task: `The program looks for five packages, says that it found none, and crashes. Make it wait for its five queries,
    which must all be on their way together, and print "5 of 5 found".`,
  start: "for-each-async.ts",
  solution: "map-all.ts",
  run: { latencyMs: 30, holdUntil: { commands: 5, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.askedOnce("each of the five packages is asked for by a query of its own", "find", [
      "mongodb",
      "vitest",
      "tsx",
      "prettier",
      "typescript",
    ]),
    is.together("all five are sent before the first reply", "find"),
    is.endsWell("the program ends without an error"),
    is.prints("five were found", ["5 of 5 found"]),
  ],
  hints: [
    "What does forEach do with what its callback returns?",
    "You need the five promises in your hand. Which method of an array returns what the callback returns?",
    "await Promise.all(names.map(async (name) => { … }));",
  ],
  explanation: `An async callback returns a promise, and forEach throws it away. map keeps it. Promise.all then waits for
    all five, and rejects if one of them does, so that no failure gets lost.`,
  wrong: [
    {
      mistake: "await in a loop",
      of: "for-each-async.ts",
      edit: [
        ["names.forEach(async (name) => {", "for (const name of names) {"],
        ["  if (one) found.push(one._id);\n});", "  if (one) found.push(one._id);\n}"],
      ],
      told: "Each waits for the one before it",
    },
    {
      mistake: "await in front of forEach",
      of: "for-each-async.ts",
      edit: [["names.forEach(async", "await names.forEach(async"]],
      told: "There are no find commands",
    },
    {
      mistake: "a sleep in place of an await",
      of: "for-each-async.ts",
      edit: [
        [
          "console.log(`${found.length}",
          "await new Promise((go) => setTimeout(go, 20));\nconsole.log(`${found.length}",
        ],
      ],
      told: "It printed: 0 of 5 found",
    },
    {
      mistake: "the error is swallowed",
      of: "for-each-async.ts",
      edit: [
        ["names.forEach(async (name) => {\n", "names.forEach(async (name) => {\n  try {\n"],
        [
          "  if (one) found.push(one._id);\n});",
          "  if (one) found.push(one._id);\n  } catch {}\n});",
        ],
      ],
      told: "There are no find commands: nothing of that kind was asked for",
    },
  ],
};
