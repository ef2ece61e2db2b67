import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "One sentinel for three consumers",
  task: `A null in the queue says "that was all". But it goes to one consumer, the other two wait for ever, and the program
    never ends. End all three consumers when the five packages are stored. All five must be stored, each once, by three
    consumers.`,
  start: "one-sentinel.ts",
  solution: {
    of: "one-sentinel.ts",
    region: "sentinel",
    code: `
const queue = new Queue<string>(5);

async function consume() {
  for await (const _id of queue) await copies.insertOne({ _id });
  console.log("a consumer has ended");
}

const consumers = [consume(), consume(), consume()];
for (const name of "asn1 async b4a bson mingo".split(" ")) {
  await queue.put(name);
}
queue.close();
await Promise.all(consumers);
console.log("all consumers have ended");`,
  },
  run: { latencyMs: 30, timeLimitMs: 4000 },
  claims: (is) => [
    is.sent("five packages are stored", { command: "insert", ok: true }, 5),
    is.that("three consumers are at work", ({ timeline }) =>
      timeline.mongodb("insert").peak > 1 ? undefined : "Only one consumer stores packages.",
    ),
    is.prints("all three consumers end", [
      "a consumer has ended",
      "a consumer has ended",
      "a consumer has ended",
      "all consumers have ended",
    ]),
  ],
  hints: [
    "Who gets the null, and who does not?",
    "An item goes to one consumer. A state is seen by all of them. What does the queue offer?",
    "queue.close() instead of queue.put(null): the loop over the queue ends when it is closed and empty",
  ],
  explanation: `Closing is not an item, it is a state. Nothing more is accepted, what is inside is still handled, and then each
    loop over the queue ends, however many there are. As many sentinels as consumers would do as well, as long as
    somebody knows how many there are.`,
  section: "one-sentinel.ts",
  wrong: [
    {
      mistake: "the program is ended with packages in the queue",
      edit: [["await Promise.all(consumers);", "process.exit(0);"]],
      told: "successful insert commands",
    },
    {
      mistake: "nobody waits for the consumers",
      edit: [["await Promise.all(consumers);", "void consumers;"]],
      told: "successful insert commands",
    },
    {
      mistake: "only one consumer",
      edit: [
        ["const consumers = [consume(), consume(), consume()];", "const consumers = [consume()];"],
      ],
      told: "Only one consumer",
    },
    {
      mistake: "the queue is not closed",
      edit: [["queue.close();\n", ""]],
      told: "It printed: nothing",
    },
  ],
};
