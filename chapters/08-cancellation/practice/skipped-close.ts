import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "An error skips the close",
  task: `Two resources are opened, something fails, and the lines that close them are never reached. Close both whatever
    happens, the last one first, one after the other, and before the error is caught. Opening and the failure stay.`,
  start: "forgotten-close.ts",
  solution: "await-using.ts",
  run: { latencyMs: 30 },
  claims: (is) => [
    is.askedOnce("both are closed, by a round trip each", "find", ["a", "b"]),
    is.inTurn("one after the other", "find"),
    is.prints("the last one first, and before the catch", [
      "open a",
      "open b",
      "body",
      "close b",
      "close a",
      "caught: something failed",
    ]),
  ],
  hints: [
    "Which lines run when work() throws?",
    "There is a declaration that closes what it holds when its block is left, however it is left.",
    'Name the method [Symbol.asyncDispose] and declare: await using _a = open("a"); (or use try and finally)',
  ],
  explanation: `await using closes what it holds when the block is left: by its end, by a return or by an error. It closes in
    the reverse order, waits for each, and only then comes the catch. Two nested try and finally do the same by hand.`,
  section: "forgotten-close.ts",
  wrong: [
    {
      mistake: "closed in the catch, after the error was told",
      of: "forgotten-close.ts",
      edit: [
        ['  const a = open("a");\n  const b = open("b");', '  a = open("a");\n  b = open("b");'],
        [
          "try {\n",
          "let a: ReturnType<typeof open> | undefined;\nlet b: ReturnType<typeof open> | undefined;\ntry {\n",
        ],
        [
          '  console.log("caught:", (error as Error).message);',
          '  console.log("caught:", (error as Error).message);\n  await b?.close();\n  await a?.close();',
        ],
      ],
      told: "It printed: open a; open b; body; caught",
    },
    {
      mistake: "both are closed at the same time",
      of: "forgotten-close.ts",
      edit: [
        [
          "  work();\n  await b.close();\n  await a.close();",
          "  try {\n    work();\n  } finally {\n    await Promise.all([b.close(), a.close()]);\n  }",
        ],
      ],
      told: "an await is missing",
    },
    {
      mistake: "the failure is swallowed",
      of: "forgotten-close.ts",
      edit: [['  throw new Error("something failed");\n', ""]],
      told: "It printed: open a; open b; body; close b; close a.",
    },
    {
      mistake: "the close is not awaited",
      of: "forgotten-close.ts",
      edit: [
        [
          "  work();\n  await b.close();\n  await a.close();",
          "  try {\n    work();\n  } finally {\n    void b.close();\n    void a.close();\n  }",
        ],
      ],
      told: "caught",
    },
  ],
};
