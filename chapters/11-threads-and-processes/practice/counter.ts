import type { ProgramExercise } from "@samples/lab/practice";

const edit: [string, string][] = [
  ['const file = new URL("./shared-counter-worker.mjs", import.meta.url);\n\n', ""],
  [
    'import { Worker } from "node:worker_threads";',
    'import {\n  isMainThread,\n  parentPort,\n  Worker,\n  workerData,\n} from "node:worker_threads";',
  ],
];

/** Both sides in one file, which the workers run as well. */
const program = (count: string): string => `
if (isMainThread) {
  const self = new URL(import.meta.url);
  const memory = new SharedArrayBuffer(8);
  const workers = [1, 2].map(() => new Worker(self, { workerData: memory }));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  for (const worker of workers) worker.postMessage("go");
  await Promise.all(workers.map((worker) => once(worker, "exit")));

  const [total] = new Int32Array(memory);
  console.log(\`2 × 1000 increments: \${total}\`);
} else {
  const total = new Int32Array(workerData);
  parentPort?.once("message", () => {
    for (let turn = 0; turn < 1_000; turn++) {${count.replaceAll("\n", "\n  ")}
    }
  });
  parentPort?.postMessage("ready");
}`;

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Half of the increments are lost",
  task: `Two threads add 1 to a number in shared memory, a thousand times each, and half of it is lost. Here both threads are in
    the program itself. Make the total 2000, whatever the two threads do at the same time: both must still count in the
    shared memory, and at the same time.`,
  start: {
    of: "shared-counter.ts",
    edit,
    region: "share",
    code: program(`
      const seen = total[0] ?? 0;
      Atomics.wait(total, 1, 0, 0.01); // the other thread's turn
      total[0] = seen + 1;`),
  },
  solution: {
    of: "shared-counter.ts",
    edit,
    region: "share",
    code: program(`
      Atomics.wait(total, 1, 0, 0.01); // the other thread's turn
      Atomics.add(total, 0, 1);`),
  },
  claims: (is) => [
    is.that("two threads count", ({ timeline }) => {
      const workers = timeline.threads.filter(({ kind }) => kind === "worker").length;
      return workers === 2 ? undefined : `There are ${workers} worker threads.`;
    }),
    is.prints("nothing is lost", ["2 × 1000 increments: 2000"]),
  ],
  hints: [
    "total[0]++ is more than one step. Which ones?",
    "There is an object whose methods do a read and a write in one step.",
    "Atomics.add(total, 0, 1);",
  ],
  explanation: `Reading, adding and writing are three steps, and the other thread can run in between. Atomics.add does all of it in
    one step. For more than one step, a lock is needed, which can be built from compareExchange, wait and notify.`,
  section: "shared-counter.ts",
  wrong: [
    {
      mistake: "atomic steps, but two of them",
      edit: [
        [
          "Atomics.add(total, 0, 1);",
          "const seen = Atomics.load(total, 0);\n        Atomics.wait(total, 1, 0, 0.01);\n        Atomics.store(total, 0, seen + 1);",
        ],
      ],
      told: "It printed: 2 × 1000 increments: 1",
    },
    {
      mistake: "a memory for each thread",
      edit: [
        [
          "new Worker(self, { workerData: memory })",
          "new Worker(self, { workerData: new SharedArrayBuffer(8) })",
        ],
      ],
      told: "It printed: 2 × 1000 increments: 0",
    },
    {
      mistake: "only one of them counts",
      edit: [["const workers = [1, 2].map", "const workers = [1].map"]],
      told: "There are 1 worker threads",
    },
  ],
};
