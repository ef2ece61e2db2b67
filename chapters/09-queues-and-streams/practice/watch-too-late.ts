import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The release that nobody hears of",
  task: `The program watches for releases, publishes one, and sees nothing. Make it see the release: the stream must be open on
    the server before the release is inserted. It must still be a change stream, and one insert.`,
  start: "watch-too-late.ts",
  solution: {
    of: "watch-too-late.ts",
    edit: [
      [
        "await using changes = releases.watch<Release>();\n",
        "await using changes = releases.watch<Release>();\nawait changes.tryNext(); // opens the stream\n",
      ],
      [
        "const change = await changes.tryNext(); // opens the stream: too late",
        "const change = await changes.next();",
      ],
    ],
  },
  run: { latencyMs: 20, timeLimitMs: 6000 },
  claims: (is) => [
    is.sent("one stream is opened", ({ timeline }) => timeline.mongodb("aggregate"), 1),
    is.sent("one release is inserted", "insert", 1),
    is.before("the stream is open before the insert is sent", "aggregate", "insert"),
    is.prints("the release is seen", ["seen: insert"]),
  ],
  hints: [
    "When does watch() send its command?",
    "Like every cursor, a change stream is opened by its first read.",
    "await changes.tryNext(); right after watch(), and await changes.next() after the insert",
  ],
  explanation: `watch() only describes a stream. The first read opens it, and the stream sees what comes after that. tryNext()
    opens it and returns at once when there is nothing yet; its reply says that the server is watching.`,
  section: "watch-too-late.ts",
  wrong: [
    {
      mistake: "a sleep before the insert",
      of: "watch-too-late.ts",
      edit: [
        [
          'await releases.insertOne({ _id: "mongodb 7.9.0" });',
          'await new Promise((go) => setTimeout(go, 100));\nawait releases.insertOne({ _id: "mongodb 7.9.0" });',
        ],
      ],
      told: "It printed: seen: nothing",
    },
    {
      mistake: "opened, but not waited for",
      edit: [
        ["await changes.tryNext(); // opens the stream\n", "const opening = changes.tryNext();\n"],
        [
          "const change = await changes.next();",
          "const change = (await opening) ?? (await changes.next());",
        ],
      ],
      told: "The second begins too early",
    },
    {
      mistake: "inserted once more, until it is seen",
      of: "watch-too-late.ts",
      edit: [
        [
          "const change = await changes.tryNext(); // opens the stream: too late",
          'await changes.tryNext();\nawait releases.insertOne({ _id: "mongodb 7.9.1" });\nconst change = await changes.next();',
        ],
      ],
      told: "There are more insert commands than needed",
    },
  ],
};
