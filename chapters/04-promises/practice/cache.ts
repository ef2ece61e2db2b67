import type { ProgramExercise } from "@samples/lab/practice";

const cold = `
const cache = new Map<string, Package>();

async function findCached(name: string) {`;

export const exercise: ProgramExercise = {
  kind: "build",
  title: "A cache that ten callers share",
  task: `Ten callers want the same package at the same moment. Build the cache: all ten must share one query, and a
    failure must not be kept, so that whoever asks for left-pad again has it looked up again. findPackage and the
    callers stay as they are.`,
  start: {
    of: "cache-promise.ts",
    region: "cache",
    code: `
function findCached(name: string): Promise<Package> {
  // Here goes the cache.
  return findPackage(name);
}

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(\`10 callers, queries: \${queries}\`);`,
  },
  solution: "cache-promise.ts",
  run: { latencyMs: 30 },
  claims: (is) => [
    is.sent(
      "one query is sent for all ten callers",
      ({ timeline }) =>
        timeline
          .mongodb("find")
          .where(({ asked }) => asked?.short === "mongodb", "find commands for mongodb"),
      1,
    ),
    is.sent(
      "left-pad is looked up twice: a failure is not kept",
      ({ timeline }) =>
        timeline
          .mongodb("find")
          .where(({ asked }) => asked?.short === "left-pad", "find commands for left-pad"),
      2,
    ),
    is.prints("the program says so", [
      "10 callers, queries: 1",
      "Error: there is no package left-pad",
      "Error: there is no package left-pad",
      "2 failures more, queries: 3",
    ]),
  ],
  hints: [
    "When the second caller looks into the cache, what can be there by then?",
    "The value comes a round trip later. The promise is there at once: keep that in a Map.",
    "cache.set(name, finding); finding.catch(() => cache.delete(name)); return finding;",
  ],
  explanation: `The value arrives a round trip after the question, and until then everybody finds a cache of values
    empty. The promise exists at once. Whoever asks while the query is under way gets the same promise. A promise that
    has failed has to be removed again, or nobody could ever try a second time.`,
  section: "cache-value.ts",
  wrong: [
    {
      mistake: "a cache of values",
      edit: [
        [
          "const cache = new Map<string, Promise<Package>>();\n\nfunction findCached(name: string) {",
          cold.trim(),
        ],
        ["const finding = findPackage(name);", "const finding = await findPackage(name);"],
        ["finding.catch(() => cache.delete(name)); // the next caller tries again\n", ""],
      ],
      told: "There are more find commands for mongodb than needed",
    },
    {
      mistake: "the promise is kept too late",
      edit: [
        [
          "function findCached(name: string) {",
          "async function findCached(name: string) {\n  await null;",
        ],
        ["  cache.set(name, finding);\n", "  await finding;\n  cache.set(name, finding);\n"],
      ],
      told: "There are more find commands for mongodb than needed",
    },
    {
      mistake: "a failure is kept for ever",
      edit: [["finding.catch(() => cache.delete(name)); // the next caller tries again\n", ""]],
      told: "Some of the find commands for left-pad are missing",
    },
  ],
};
