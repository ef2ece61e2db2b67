import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "CursorNotFound after the first batch",
  task: `The work on each document takes so long that the server gives up on the cursor meanwhile. Three documents are
    handled, then the program reports CursorNotFound. Handle all packages from a to b, three at a time, without a cursor
    that stays open during the work. workForTenMinutes stays as it is.`,
  start: "cursor-not-found.ts",
  solution: "page-by-page.ts",
  run: { latencyMs: 5, timeLimitMs: 20_000 },
  claims: (is) => [
    is.that("no cursor is read on: there is no getMore on packages", ({ timeline }) => {
      const more = timeline.mongodb({ command: "getMore", collection: "packages" });
      return more.length === 0 ? undefined : "A cursor stays open while the program works.";
    }),
    is.that("never more than three are read at a time", ({ timeline }) => {
      if (timeline.mongodb("find").length === 0) return "Nothing is asked for.";
      const most = Math.max(0, ...timeline.mongodb("find").map(({ documents = 0 }) => documents));
      return most <= 3 ? undefined : `One reply brought ${most} documents: that is all of them.`;
    }),
    is.prints("each package is worked on once, in order", ({ packages }) =>
      [...packages.keys()]
        .filter((name) => name > "b" && name < "bb")
        .toSorted()
        .map((name) => `worked on ${name}`),
    ),
  ],
  hints: [
    "What does the server have to keep for you while you work?",
    "A query that brings three documents and ends needs no cursor. Where does the next one begin?",
    'find({ _id: { $gt: after, $lt: "bb" } }).sort({ _id: 1 }).limit(3).toArray(), with after = the last _id',
  ],
  explanation: `The server gives up on a cursor that has been idle for ten minutes. So do not keep one: ask for a page, work
    on it, and ask for the page after its last document. With an index on the sorted field each page costs the same.`,
  wrong: [
    {
      mistake: "all is read into memory first",
      of: "cursor-not-found.ts",
      edit: [
        [
          "for await (const { _id } of cursor) await workForTenMinutes(_id);",
          "for (const { _id } of await cursor.toArray()) await workForTenMinutes(_id);",
        ],
        ["{ batchSize: 3 }", "{ batchSize: 1000 }"],
      ],
      told: "that is all of them",
    },
    {
      mistake: "skip instead of a place to go on, and too far",
      edit: [
        [
          '.find({ _id: { $gt: after, $lt: "bb" } })',
          '.find({ _id: { $gt: "b", $lt: "bb" } })\n    .skip(skipped)',
        ],
        ['let after = "b";', 'let after = "b";\nlet skipped = 0;'],
        ["  after = last._id;", "  after = last._id;\n  skipped += 4;"],
      ],
      told: "It printed: worked on",
    },
    {
      mistake: "the error is swallowed",
      of: "cursor-not-found.ts",
      edit: [["  console.log(`error ${error.code}: ${error.codeName}`);\n", ""]],
      told: "A cursor stays open while the program works",
    },
    {
      mistake: "only the first page",
      edit: [["  after = last._id;", "  after = last._id;\n  break;"]],
      told: "It printed: worked on",
    },
  ],
};
