import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Promise.all does not compute in parallel",
  task: `Four jobs count primes in async functions, and Promise.all awaits them. Still the main thread is blocked until all four
    are done: its timer does not beat once. Compute the same four jobs on other threads, so that the timer beats on.
    The package piscina is installed, and ./count-primes.mjs can be given to it as it is.`,
  start: "promise-all-cpu.ts",
  solution: "worker-pool.ts",
  claims: (is) => [
    is.that("other threads do the work", ({ timeline }) =>
      timeline.threads.some(({ kind }) => kind === "worker")
        ? undefined
        : "There is only the main thread: whatever computes there blocks it.",
    ),
    is.that("the timer beats while they do", ({ timeline }) => {
      const [line] = timeline.output(/heartbeats/);
      const beats = line ? timeline.thread("timer").before(line.startMs).length : 0;
      return beats >= 3 ? undefined : `The timer ran ${beats} times: the main thread is blocked.`;
    }),
    is.says("the primes are counted", /^primes: (\d+, ){3}\d+$/),
    is.says("the heartbeats are counted", /^([4-9]|\d\d+) heartbeats meanwhile$/),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "On which thread does an async function run?",
    "A pool of worker threads takes a file and a job. Where do its results come from?",
    'const pool = new Piscina({ filename: new URL("./count-primes.mjs", import.meta.url).href }); await Promise.all(jobs.map((job) => pool.run(job))); await pool.close();',
  ],
  explanation: `async says that a function can wait, not that it runs elsewhere. These jobs never wait: they compute. A worker has
    a thread of its own, so the main thread only sends jobs and takes results. A pool keeps the workers, because starting
    one takes longer than many a job.`,
  section: "promise-all-cpu.ts",
  wrong: [
    {
      mistake: "an await between the jobs",
      of: "promise-all-cpu.ts",
      edit: [
        [
          "const counts = await Promise.all(jobs.map(async (job) => countPrimes(job)));",
          "const counts = [];\nfor (const job of jobs) counts.push(await countPrimes(job));",
        ],
      ],
      told: "There is only the main thread",
    },
    {
      mistake: "setImmediate before each job",
      of: "promise-all-cpu.ts",
      edit: [
        [
          "async (job) => countPrimes(job)",
          "async (job) => {\n  await new Promise((go) => setImmediate(go));\n  return countPrimes(job);\n}",
        ],
      ],
      told: "There is only the main thread",
    },
    {
      mistake: "the pool is not closed by anybody, and its jobs are not awaited",
      edit: [
        [
          "const counts = await Promise.all(jobs.map((job) => pool.run(job)));",
          "const counts = jobs.map((job) => pool.run(job));",
        ],
      ],
      told: "promise was printed",
    },
    {
      mistake: "a pool beside the work on the main thread",
      edit: [
        [
          'import { Piscina } from "piscina";',
          'import { Piscina } from "piscina";\nimport countPrimes from "./count-primes.mjs";',
        ],
        ["jobs.map((job) => pool.run(job))", "jobs.map(async (job) => countPrimes(job))"],
      ],
      told: "heartbeats",
    },
  ],
};
