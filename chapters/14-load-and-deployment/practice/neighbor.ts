import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The health check that comes too late",
  task: `/report computes for a while, and computing needs the thread that serves everybody. The health check came right after
    it and is answered only when the report is done: the load balancer takes this server for dead. Answer the health
    check first. Both must be asked for at the same time, and the report must still be computed.`,
  start: "slow-neighbor.ts",
  solution: "worker.ts",
  run: { latencyMs: 5 },
  claims: (is) => [
    is.prints("the health check is answered before the report is", ["/health 200", "/report 200"]),
    is.sent("each health check asks the database", "ping", 2),
    is.that("the report is computed off the thread that serves", ({ timeline }) => {
      const workers = timeline.threads.filter(({ number }) => number > 0);
      const busiest = timeline.thread({ thread: "all" }).longest;
      if (workers.length === 0) return "There is no other thread: who computes the report?";
      return busiest.thread > 0
        ? undefined
        : "The longest work is still done by the thread that serves.";
    }),
  ],
  hints: [
    "Would an await before the computing help the health check for more than a moment?",
    "Computing needs a thread of its own. Piscina is installed, and keeps a pool of them.",
    'const pool = new Piscina({ filename: new URL("./count-primes.mjs", import.meta.url).href }); … await pool.run(1_500_000) … await pool.destroy();',
  ],
  explanation: `async makes waiting cheap, not computing. A worker is another thread with its own event loop; for the one that
    serves, its result is one more thing to wait for. On a machine with one processor the report is not done any sooner,
    but the health check is.`,
  wrong: [
    {
      mistake: "an await before the work",
      of: "slow-neighbor.ts",
      edit: [
        [
          'if (path === "/report") return [200, countPrimes(1_500_000)];',
          'if (path === "/report") {\n    await null;\n    return [200, countPrimes(1_500_000)];\n  }',
        ],
      ],
      told: "It printed: /report 200; /health 200",
    },
    {
      mistake: "the report is put off until the others are served",
      of: "slow-neighbor.ts",
      edit: [
        [
          'if (path === "/report") return [200, countPrimes(1_500_000)];',
          'if (path === "/report") {\n    await new Promise((resolve) => setTimeout(resolve, 1000));\n    return [200, countPrimes(1_500_000)];\n  }',
        ],
      ],
      told: "There is no other thread",
    },
    {
      mistake: "the report is not made",
      of: "slow-neighbor.ts",
      edit: [["countPrimes(1_500_000)]", "0]"]],
      told: "There is no other thread",
    },
    {
      mistake: "the promise of the worker is not awaited",
      edit: [
        ["[200, await pool.run(1_500_000)]", "[200, pool.run(1_500_000)]"],
        ["await pool.destroy();", "await pool.close();"],
      ],
      told: "It printed: /report 200; /health 200",
    },
  ],
};
