import type { ProgramExercise } from "@samples/lab/practice";

const names = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest".split(" ");

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Ten queries, one wait",
  task: `A page needs ten packages and takes ten round trips to load, because each query waits for the one before
    it. Ask for all ten before the first answer arrives. The ten packages must still be printed in the order of the
    list, each found by a query of its own.`,
  start: "one-by-one.ts",
  solution: "gather.ts",
  run: { latencyMs: 30, holdUntil: { commands: 10, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.askedOnce("each of the ten packages is asked for by a query of its own", "find", names),
    is.together("all ten queries are sent before the first reply", "find"),
    is.prints("the packages are printed in the order of the list", [names.join(" ")]),
  ],
  hints: [
    "When is each query sent? Look for what the loop waits for.",
    "findOne sends its query when you call it, not when you await it. Collect the promises first.",
    'const found = await Promise.all(list.split(" ").map((_id) => packages.findOne({ _id })));',
  ],
  explanation: `Calling findOne starts the query. With the await inside the loop, the next call has to wait for an
    answer that it does not need. map makes all ten calls at once, and Promise.all waits for their results and keeps
    their order.`,
  wrong: [
    {
      mistake: "await inside of map",
      region: "gather",
      code: `
const list = "${names.join(" ")}";
const found = [];
for (const promise of list.split(" ").map((_id) => () => packages.findOne({ _id }))) {
  found.push(await promise());
}
console.log(found.map((each) => each?._id).join(" "));`,
      told: "Each waits for the one before it",
    },
    {
      mistake: "the callback does not return its promise",
      edit: [
        ["(_id) => packages.findOne({ _id })", "(_id) => { void packages.findOne({ _id }); }"],
      ],
      told: "it was not returned, or not awaited",
    },
    {
      mistake: "one query for all of them",
      region: "gather",
      code: `
const list = "${names.join(" ")}";
const found = await packages.find({ _id: { $in: list.split(" ") } }).sort({ _id: 1 }).toArray();
console.log(found.map((each) => each._id).join(" "));`,
      told: "There are 1 find commands",
    },
  ],
};
