import type { PredictExercise } from "@samples/lab/practice";

export const exercise: PredictExercise = {
  kind: "predict",
  title: "Who is blocked, and by what?",
  task: `Four hashes are computed with the asynchronous pbkdf2, and a timer beats every 5 ms. Then the same four are computed with
    pbkdf2Sync. Nothing else is changed. When does the timer beat?`,
  program: {
    of: "pool-is-full.ts",
    region: "work",
    code: `
let beats = 0;
setInterval(() => beats++, 5).unref();

const passwords = ["a", "b", "c", "d"];
await Promise.all(
  passwords.map((each) => hash(each, "salt", 200_000, 64, "sha512")),
);
console.log("beats beside pbkdf2:", beats > 0 ? "some" : "none");

const before = beats;
for (const each of passwords)
  pbkdf2Sync(each, "salt", 200_000, 64, "sha512");
console.log("beats beside pbkdf2Sync:", beats > before ? "some" : "none");`,
    edit: [
      [
        'import { pbkdf2 } from "node:crypto";\nimport { readFile } from "node:fs/promises";',
        'import { pbkdf2, pbkdf2Sync } from "node:crypto";',
      ],
      ["const order: string[] = [];\n", ""],
    ],
  },
  questions: [
    {
      ask: "Beats beside pbkdf2?",
      form: "choice",
      options: ["none", "some"],
      answer: ({ lines }) => lines[0]?.split(": ")[1] ?? "",
    },
    {
      ask: "Beats beside pbkdf2Sync?",
      form: "choice",
      options: ["none", "some"],
      answer: ({ lines }) => lines[1]?.split(": ")[1] ?? "",
    },
    {
      ask: "How many worker threads of JavaScript does the program start?",
      form: "number",
      answer: ({ timeline }) => timeline.threads.filter(({ kind }) => kind === "worker").length,
    },
  ],
  hints: [
    "Which of the two computes on the thread that runs your timer?",
    "Node has four threads of its own for such work. Do they run JavaScript?",
    "They are no workers: you do not see them in your code.",
  ],
  explanation: `The asynchronous pbkdf2 computes on Node's own thread pool, which runs no JavaScript of yours, so the main thread is
    free. pbkdf2Sync computes right where your timer should run. No worker is started by either of them.`,
};
