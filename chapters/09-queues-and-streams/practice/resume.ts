import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "What happened while nobody was watching",
  task: `A consumer handles release 1 and is restarted. Meanwhile 2 and 3 are published, and its next life never hears of them.
    Keep a token so that the second stream begins after release 1: all four must be handled, in order, each once. The
    token may be kept in a variable here.`,
  start: "restart-from-now.ts",
  solution: {
    of: "restart-from-now.ts",
    edit: [
      ["async function handleUntil(", "let token: ResumeToken;\nasync function handleUntil("],
      [
        '    console.log("release", change.documentKey._id);\n',
        '    console.log("release", change.documentKey._id);\n    token = change._id;\n',
      ],
      [
        "const again = releases.watch<Release>();\nawait again.tryNext(); // opens the stream\n",
        "const again = releases.watch<Release>([], { resumeAfter: token });\n",
      ],
      [
        'import { MongoClient, type ChangeStream } from "mongodb";',
        'import { MongoClient, type ChangeStream, type ResumeToken } from "mongodb";',
      ],
    ],
  },
  run: { latencyMs: 10, timeLimitMs: 6000 },
  claims: (is) => [
    is.sent("two streams are opened", "aggregate", 2),
    is.sent("the releases are published as before", "insert", 3),
    is.that("the second stream is opened after 2 and 3 are published", ({ timeline }) => {
      const second = timeline.mongodb("aggregate").at(1);
      const before = timeline.mongodb("insert").before(second).length;
      return before >= 2 ? undefined : "The second stream is opened while nothing was missed yet.";
    }),
    is.prints("all four are handled, each once", [
      "release 1",
      "release 2",
      "release 3",
      "release 4",
    ]),
  ],
  hints: [
    "What does the second stream know of the first one?",
    "Each change has a token, its _id. watch() takes one.",
    "token = change._id; in the loop, and releases.watch<Release>([], { resumeAfter: token })",
  ],
  explanation: `The driver resumes a stream as long as the process lives. Over a restart you have to keep the token yourself:
    store it when the change has been handled, and open the next stream with resumeAfter. Stored last, a crash means
    that one change comes twice, never that one is missing.`,
  section: "restart-from-now.ts",
  wrong: [
    {
      mistake:
        "the token of the first change in the stream's own words: from the start of the second life",
      edit: [["{ resumeAfter: token }", "{ startAtOperationTime: undefined }"]],
      told: "release 4",
    },
    {
      mistake: "everything from the collection, without a stream",
      of: "restart-from-now.ts",
      edit: [
        [
          "const again = releases.watch<Release>();\nawait again.tryNext(); // opens the stream\nawait releases.insertOne({ _id: 4 });\nawait handleUntil(4, again);",
          'await releases.insertOne({ _id: 4 });\nfor (const _id of [2, 3, 4]) console.log("release", _id);',
        ],
      ],
      told: "Some of the aggregate commands are missing",
    },
    {
      mistake: "the first stream just stays open",
      of: "restart-from-now.ts",
      edit: [
        [
          "    if (change.documentKey._id === last) return; // closes the stream",
          "    if (change.documentKey._id === 4) return;",
        ],
        ["await handleUntil(1, changes);\n", "const handling = handleUntil(4, changes);\n"],
        [
          "const again = releases.watch<Release>();\nawait again.tryNext(); // opens the stream\n",
          "",
        ],
        ["await handleUntil(4, again);", "await handling;"],
      ],
      told: "Some of the aggregate commands are missing",
    },
  ],
};
