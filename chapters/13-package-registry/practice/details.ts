import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "A query for each link",
  task: `The page of a package shows what it needs, and asks for each of these packages in turn. Three links are four round
    trips, and forty links are forty-one. Make it two queries, however many links there are. The answer keeps its form:
    the package, and in needs what it depends on.`,
  start: "details-one-by-one.ts",
  solution: "details-together.ts",
  run: { latencyMs: 30 },
  claims: (is) => [
    is.that("the request takes two queries", ({ requests }) => {
      const count = requests[0]?.queries.length ?? 0;
      if (count < 2)
        return `The request has ${count} queries: the packages that are needed are missing.`;
      return count === 2
        ? undefined
        : `The request takes ${count} queries: there is still one for each link.`;
    }),
    is.that("the page has the package and what it needs", ({ requests, packages }) => {
      const [page] = requests;
      if (page?.status !== 200) return `The request is answered with ${page?.status}.`;
      const { _id, needs } = JSON.parse(page.body) as {
        _id: string;
        needs?: { _id: string; version: string }[];
      };
      const seen = (needs ?? []).map((each) => `${each._id} ${each.version}`).toSorted();
      const expected = (packages.get("mongodb")?.dependencies ?? [])
        .map(({ name }) => `${name} ${packages.get(name)?.version}`)
        .toSorted();
      return _id === "mongodb" && seen.join() === expected.join()
        ? undefined
        : `It needs ${seen.join(", ") || "nothing"} instead of ${expected.join(", ")}.`;
    }),
  ],
  hints: [
    "Which of the queries need an answer from before? Which of them need each other's?",
    "The names are all there after the first query. MongoDB can look for any of a list.",
    "const needs = await packages.find({ _id: { $in: names } }).toArray();",
  ],
  explanation: `This is the N+1 problem: one query for a list, and one for each of its items. Sending the N together would save
    time, but the database would still do N times the work of finding, and the pool would be full. One query with $in asks for
    all of them. The first query stays: the second one needs its names.`,
  wrong: [
    {
      mistake: "all at once, one query each",
      edit: [
        [
          "await packages.find({ _id: { $in: names } }).toArray()",
          "await Promise.all(names.map((_id) => packages.findOne({ _id })))",
        ],
      ],
      told: "there is still one for each link",
    },
    {
      mistake: "the cursor is the answer",
      edit: [
        [
          "const needs = await packages.find({ _id: { $in: names } }).toArray();",
          "const needs = await packages.find({ _id: { $in: names } }).project({ name: 1 }).toArray();",
        ],
      ],
      told: "undefined",
    },
    {
      mistake: "the names are enough",
      edit: [
        [
          "const needs = await packages.find({ _id: { $in: names } }).toArray();",
          "const needs = names.map((_id) => ({ _id }));",
        ],
      ],
      told: "the packages that are needed are missing",
    },
  ],
};
