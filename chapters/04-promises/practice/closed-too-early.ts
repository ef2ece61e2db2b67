import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The visit that is lost",
  task: `"Nobody needs to wait for the visit to be noted." So the insert is started and not awaited, the client is closed,
    the visit is lost, and an error ends the program. Note the visit: the insert must be sent and answered before the
    client is closed.`,
  start: "closed-too-early.ts",
  solution: "closed-at-the-end.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.sent("the package is found", "find", 1),
    is.that("the visit is stored", ({ timeline, outcome }) => {
      const [insert] = timeline.mongodb({ command: "insert", collection: "visits" });
      if (!insert) return `No insert is sent. ${outcome.sentence}`;
      return insert.ok ? undefined : "The insert got no answer: the client was closed before.";
    }),
    is.endsWell("the program ends without an error"),
    is.prints("all is said in its order", ["found mongodb", "closed"]),
  ],
  hints: [
    "What is the next thing that happens after the insert is called?",
    "Somebody has to wait for it, even if nobody needs its result.",
    'await visits.insertOne({ name: "mongodb" });',
  ],
  explanation: `Fire and forget works only as long as the process, and the client, live. Whoever closes the client has to
    know what is still under way. The simplest way to know it is to await everything that was started.`,
  wrong: [
    {
      mistake: "the error is swallowed",
      of: "closed-too-early.ts",
      edit: [
        [
          'visits.insertOne({ name: "mongodb" });',
          'visits.insertOne({ name: "mongodb" }).catch(() => {});',
        ],
      ],
      told: "No insert is sent",
    },
    {
      mistake: "the client is never closed",
      edit: [["  await client.close();\n", ""]],
      told: "still",
    },
    {
      mistake: "the visit is left out",
      edit: [
        ['  await visits.insertOne({ name: "mongodb" });\n', ""],
        ["const visits = client", "export const visits = client"],
      ],
      told: "No insert is sent",
    },
    {
      mistake: "closed in a tick, not after the answer",
      of: "closed-too-early.ts",
      edit: [
        [
          'visits.insertOne({ name: "mongodb" });',
          'void visits.insertOne({ name: "mongodb" }).catch(() => {});\n  await new Promise((go) => setImmediate(go));',
        ],
      ],
      told: "insert",
    },
  ],
};
