import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Signing up stops everybody",
  task: `Four people sign up. While their passwords are hashed, nobody else is served: the timer that stands for all
    other users does not beat once. Hash all four passwords so that the thread stays free. scrypt stays the algorithm,
    with the same parameters.`,
  start: "hash-sync.ts",
  solution: "hash-async.ts",
  claims: (is) => [
    is.that("the thread is free while the passwords are hashed", ({ timeline }) => {
      const beats = timeline.thread("timer").length;
      return beats > 0
        ? undefined
        : "No timer ran: the thread computes the hashes itself, or does not wait for them.";
    }),
    is.says("four hashes are ready, and the timer has beaten", /^4 hashes, [1-9]\d* heartbeats/),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "What does the S in scryptSync stand for, and who pays for it?",
    "scrypt without Sync computes on another thread and calls you back. promisify makes a promise of that.",
    "await Promise.all(passwords.map((password) => scrypt(password, randomBytes(16), 64)))",
  ],
  explanation: `A good password hash is slow on purpose, so it must not be computed on the one thread that serves
    everybody. The asynchronous scrypt computes on Node's thread pool. An async function around the synchronous one
    changes nothing: async never moves work to another thread.`,
  wrong: [
    {
      mistake: "an async function around the blocking call",
      of: "hash-sync.ts",
      edit: [
        [
          "passwords.map((password) =>\n  scryptSync(password, randomBytes(16), 64),\n)",
          "await Promise.all(\n  passwords.map(async (password) => scryptSync(password, randomBytes(16), 64)),\n)",
        ],
      ],
      told: "computes the hashes itself",
    },
    {
      mistake: "the promises are not awaited",
      edit: [["await Promise.all(", "Array.from("]],
      told: "or does not wait for them",
    },
    {
      mistake: "await null between two hashes",
      of: "hash-sync.ts",
      edit: [
        [
          "const hashes = passwords.map((password) =>\n  scryptSync(password, randomBytes(16), 64),\n);",
          "const hashes = [];\nfor (const password of passwords) {\n  hashes.push(scryptSync(password, randomBytes(16), 64));\n  await null;\n}",
        ],
      ],
      told: "No timer ran",
    },
    {
      mistake: "the heartbeats are made up",
      of: "hash-sync.ts",
      edit: [["${heartbeats} heartbeats", "${heartbeats + 7} heartbeats"]],
      told: "No timer ran",
    },
  ],
};
