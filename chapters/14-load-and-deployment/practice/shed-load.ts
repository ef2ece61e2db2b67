import type { ProgramExercise } from "@samples/lab/practice";

const use = `
let inside = 0;
let most = 0;
await using app = await serve(
  atMost(10, async () => {
    most = Math.max(most, (inside += 1));
    const found = await packages.findOne();
    inside -= 1;
    return [200, found];
  }),
);

async function visit(visitors: number) {
  const crowd = Array.from({ length: visitors }, () => fetch(app.url));
  const answers = await Promise.all(crowd);
  const accepted = answers.filter(({ status }) => status === 200).length;
  const turnedAway = answers.filter(({ status }) => status === 429).length;
  return [accepted, turnedAway] as const;
}
const [accepted, turnedAway] = await visit(60);
console.log("everybody is answered:", accepted + turnedAway === 60);
console.log("somebody is turned away:", turnedAway > 0);
console.log("at most ten inside:", most <= 10);
const [later] = await visit(5);
console.log("accepted when it is quiet again:", later);`;

const edit: [string, string][] = [
  ['import { serve } from "./serve.ts";', 'import { serve, type Answer } from "./serve.ts";'],
  [
    `
const crowd = Array.from({ length: 30 }, () => fetch(app.url));
const answers = await Promise.all(crowd);
const accepted = answers.filter(({ status }) => status === 200).length;
console.log(\`accepted \${accepted}, turned away \${30 - accepted}\`);
console.log("at most ten inside:", most <= 10);
`,
    "",
  ],
];

export const exercise: ProgramExercise = {
  kind: "build",
  title: "Say no before the queue grows",
  task: `Sixty requests arrive at once, and the database takes five at a time. Build atMost(): it makes a handler of a handler,
    which lets so many requests in at once, and answers any other with status 429, without asking the database. When
    somebody has left, also by a failure, there is room again. What stands above and below it stays as it is.`,
  start: {
    of: "shed-load.ts",
    edit,
    region: "shed-load",
    code: `
function atMost(
  limit: number,
  handle: () => Promise<Answer>,
): () => Promise<Answer> {
  void limit;
  return handle;
}
${use}`,
  },
  solution: {
    of: "shed-load.ts",
    edit,
    region: "shed-load",
    code: `
function atMost(
  limit: number,
  handle: () => Promise<Answer>,
): () => Promise<Answer> {
  let admitted = 0;
  return async () => {
    if (admitted >= limit) return [429, { retryAfter: "1 s" }];
    admitted += 1;
    try {
      return await handle();
    } finally {
      admitted -= 1;
    }
  };
}
${use}`,
  },
  run: { latencyMs: 400 },
  claims: (is) => [
    is.that(
      "those who come are answered: accepted with 200, or turned away with 429",
      ({ lines }) =>
        lines.includes("everybody is answered: true")
          ? undefined
          : "Some get neither: a failure, or another status.",
    ),
    is.that("at most ten are inside at once", ({ lines }) =>
      lines.includes("at most ten inside: true")
        ? undefined
        : "More than ten are let in: everybody is accepted, however long the queue.",
    ),
    is.that("those for whom there is no room are told at once", ({ lines, timeline }) => {
      if (!lines.includes("somebody is turned away: true"))
        return "Nobody is turned away: those who find no room wait.";
      const finds = timeline.mongodb("find").length;
      if (finds < 15) return "Those who are let in get an answer that is not from the database.";
      return finds < 65 ? undefined : "The database is asked for those, too.";
    }),
    is.that("there is room again when somebody has left", ({ lines }) => {
      const [line] = lines.filter((each) => each.startsWith("accepted when it is quiet"));
      if (line === "accepted when it is quiet again: 5") return undefined;
      return `It printed: ${line ?? "nothing"}. Those who have left are still counted.`;
    }),
  ],
  hints: [
    "What has to be remembered between two requests?",
    "A number that goes up when somebody is let in, and down when they leave, whatever happens inside.",
    "if (admitted >= limit) return [429, …]; admitted += 1; try { return await handle(); } finally { admitted -= 1; }",
  ],
  explanation: `A queue without a limit turns a busy minute into a bad hour: everybody waits for everybody before them, and in the end
    gives up on an answer that still comes. A quick 429 costs next to nothing, and who is let in is served quickly. The
    finally matters: without it each failure takes a place away for ever.`,
  section: "queue-grows.ts",
  wrong: [
    {
      mistake: "those who find no room wait for it",
      edit: [
        [
          'if (admitted >= limit) return [429, { retryAfter: "1 s" }];',
          "while (admitted >= limit) await new Promise((resolve) => setTimeout(resolve, 10));",
        ],
      ],
      told: "those who find no room wait",
    },
    {
      mistake: "who has left is still counted",
      edit: [["      admitted -= 1;\n", "      void admitted;\n"]],
      told: "Those who have left are still counted",
    },
    {
      mistake: "the handler is not awaited",
      edit: [["return await handle();", "return handle();"]],
      told: "More than ten are let in",
    },
    {
      mistake: "it is told after the query",
      edit: [
        [
          '    if (admitted >= limit) return [429, { retryAfter: "1 s" }];\n',
          "    const isFull = admitted >= limit;\n",
        ],
        [
          "      return await handle();",
          '      const answer = await handle();\n      return isFull ? [429, { retryAfter: "1 s" }] : answer;',
        ],
      ],
      told: "More than ten are let in",
    },
  ],
};
