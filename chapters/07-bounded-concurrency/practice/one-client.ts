import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Ten first requests, ten clients",
  task: `"If there is no client yet, make one." Ten first requests arrive together, and each makes a client; nine of them stay
    open for nothing. All ten requests must share one client, which is still made only when the first request comes.
    handleRequest stays as it is.`,
  start: "client-variable.ts",
  solution: "client-promise.ts",
  run: { latencyMs: 60, holdUntil: { commands: 10, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("ten requests send their queries", "find", 10),
    is.prints("one client is opened", ["10 requests, clients opened: 1"]),
    is.that("one client says goodbye", ({ timeline }) => {
      const goodbyes = timeline.mongodb({ command: "endSessions", internal: true }).length;
      return goodbyes === 1
        ? undefined
        : `${goodbyes} clients say goodbye: so many were opened and closed.`;
    }),
    is.peak("the ten queries are in flight together", "find", 10),
  ],
  hints: [
    "What is in the variable while the first client is being opened?",
    "The promise of a client exists at once. Keep that.",
    "connecting ??= MongoClient.connect(process.env.MONGODB_URI!); return connecting;",
  ],
  explanation: `Between the look into the variable and the moment it is set there is an await, and in it the nine others
    look as well. A promise is there at once, before anybody else can look. There must be no await between the check
    and the assignment.`,
  section: "client-variable.ts",
  wrong: [
    {
      mistake: "the last client wins",
      of: "client-variable.ts",
      edit: [
        [
          "if (!client) client = await MongoClient.connect(process.env.MONGODB_URI!);",
          "client ??= await MongoClient.connect(process.env.MONGODB_URI!);",
        ],
      ],
      told: "clients opened: 10",
    },
    {
      mistake: "the requests come one after the other",
      of: "client-variable.ts",
      edit: [
        [
          "const requests = Array.from({ length: 10 }, () => handleRequest());",
          "const requests = [];\nfor (let i = 0; i < 10; i++) requests.push(await handleRequest());",
        ],
      ],
      told: "Each waits for the one before it",
    },
    {
      mistake: "all but one are hidden from the count",
      of: "client-variable.ts",
      edit: [["${clients.size}", "${Math.min(1, clients.size)}"]],
      told: "clients say goodbye",
    },
  ],
};
