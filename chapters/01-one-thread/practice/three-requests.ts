import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Edsger waits for everybody else",
  task: `Three users open a page at the same moment. Ada's page takes five queries, Grace's three, Edsger's one, and
    Edsger waits for eight queries that have nothing to do with him. Serve all three at once, so that nobody's first
    query waits for anybody else. Within one page the queries still follow each other, and serve() stays as it is.`,
  start: "three-requests-in-turn.ts",
  solution: "three-requests-interleaved.ts",
  run: { latencyMs: 40, holdUntil: { commands: 3, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("nine queries are sent", "find", 9),
    is.together("the first queries of all three are in flight together", ({ timeline }) => {
      const finds = timeline.mongodb("find");
      return finds.where(
        ({ asked }) => ["bson", "prettier", "commander"].includes(asked?.short ?? ""),
        "first queries",
      );
    }),
    is.inTurn("Ada's five queries follow each other", ({ timeline }) =>
      timeline
        .mongodb("find")
        .where(
          ({ asked }) => ["bson", "mingo", "mongodb", "tsx", "vitest"].includes(asked?.short ?? ""),
          "queries of Ada's",
        ),
    ),
    is.prints("the shortest page is ready first", [
      "edsger has a page of 1",
      "grace has a page of 3",
      "ada has a page of 5",
    ]),
  ],
  hints: [
    "When is serve() called for Edsger? What does the line above it wait for?",
    "A call of an async function begins at once. Only await makes the next line wait.",
    "await Promise.all([serve(…), serve(…), serve(…)]);",
  ],
  explanation: `An async function runs until its first await and then gives the thread back. So three calls of
    serve() have three queries under way, and whichever answer comes first is worked on first. One thread serves all
    three, because nearly all of the time is waiting.`,
  wrong: [
    {
      mistake: "each call is still awaited",
      region: "serve",
      code: `
async function serve(user: string, names: string[]) {
  for (const _id of names) await packages.findOne({ _id });
  console.log(\`\${user} has a page of \${names.length}\`);
}

await Promise.all([await serve("ada", ["bson", "mingo", "mongodb", "tsx", "vitest"])]);
await Promise.all([await serve("grace", ["prettier", "turbo", "typescript"])]);
await Promise.all([await serve("edsger", ["commander"])]);`,
      told: "Each waits for the one before it",
    },
    {
      mistake: "nobody awaits the pages",
      edit: [["await Promise.all([", "void Promise.all(["]],
      told: "Topology is closed",
    },
    {
      mistake: "Edsger is just served first",
      region: "serve",
      code: `
async function serve(user: string, names: string[]) {
  for (const _id of names) await packages.findOne({ _id });
  console.log(\`\${user} has a page of \${names.length}\`);
}

await serve("edsger", ["commander"]);
await serve("grace", ["prettier", "turbo", "typescript"]);
await serve("ada", ["bson", "mingo", "mongodb", "tsx", "vitest"]);`,
      told: "Each waits for the one before it",
    },
    {
      mistake: "a page's own queries are all sent at once",
      edit: [
        [
          "for (const _id of names) await packages.findOne({ _id });",
          "await Promise.all(names.map((_id) => packages.findOne({ _id })));",
        ],
      ],
      told: "an await is missing",
    },
  ],
};
