import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Three cursors left open",
  task: `Each search stops at its first hit, and leaves a cursor open on the server until somebody gives up on it. Close
    each cursor when its search is over, also if reading fails, and before the next search begins. The searches stay
    as they are, with their batches of two.`,
  start: "manual-next.ts",
  solution: "await-using-cursor.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("three searches are made", "find", 3),
    is.sent("three cursors are closed", "killCursors", 3),
    is.inTurn("each cursor is closed before the next search begins", {
      command: ["find", "killCursors"],
    }),
    is.that("each search finds something", ({ lines }) =>
      lines.length === 3 && lines.every((line) => /^found: (?!undefined)./.test(line))
        ? undefined
        : `It printed: ${lines.join("; ") || "nothing"}.`,
    ),
  ],
  hints: [
    "Who tells the server that nobody will read the rest?",
    "A cursor is a resource: it has a close(), and it can be declared with await using.",
    "await using cursor = packages.find({ _id: pattern }).batchSize(2);",
  ],
  explanation: `A cursor that is not read to its end stays open on the server. await using closes it when the block is
    left, by return or by throw, and waits until that is done. A for await loop closes its cursor by itself.`,
  section: "manual-next.ts",
  wrong: [
    {
      mistake: "the close is not awaited",
      of: "manual-next.ts",
      edit: [
        [
          "  return await cursor.next();",
          "  const found = await cursor.next();\n  void cursor.close();\n  return found;",
        ],
      ],
      told: "an await is missing",
    },
    {
      mistake: "no cursor that could stay open",
      of: "manual-next.ts",
      edit: [["batchSize(2)", "limit(1)"]],
      told: "There are no killCursors commands",
    },
    {
      mistake: "read to the end",
      of: "manual-next.ts",
      edit: [
        ["return await cursor.next();", "const [first] = await cursor.toArray();\n  return first;"],
      ],
      told: "There are no killCursors commands",
    },
    {
      mistake: "closed before it is read",
      edit: [["  return await cursor.next();", "  return cursor.next();"]],
      told: "It printed",
    },
  ],
};
