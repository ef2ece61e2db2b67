import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "A place that stays empty",
  task: `Five jobs run two at a time, in chunks. While the long job runs, the other place of its chunk stays empty, and it
    all takes six round trips. Do it in four: still never more than two jobs at a time, each job once, and a free place
    is never left empty while there is work. runJob stays as it is.`,
  start: "chunks.ts",
  solution: "sliding-window.ts",
  run: { latencyMs: 40, holdUntil: { commands: 2, command: "find", timeLimitMs: 1000 } },
  claims: (is) => [
    is.sent("the five jobs send their eight queries", "find", 8),
    is.atMost("never more than two are in flight", "find", 2),
    is.chain("no more than five round trips pass", "find", 5),
    is.prints("five jobs are reported", ["5 jobs done"]),
  ],
  hints: [
    "Who waits for whom in a chunk?",
    "Let two workers take their jobs from one list, each as soon as it is free.",
    "const remaining = jobs.values(); async function work() { for (const queries of remaining) await runJob(queries); }",
  ],
  explanation: `A chunk is done when its slowest job is done. Two workers that share one iterator never wait for each other:
    whoever is free takes the next job. p-limit and p-map do the same.`,
  wrong: [
    {
      mistake: "everything at once",
      of: "chunks.ts",
      edit: [
        ["start += 2", "start += 5"],
        ["start + 2", "start + 5"],
      ],
      told: "The limit lets 5 through instead of 2",
    },
    {
      mistake: "each worker has the whole list",
      edit: [["for (const queries of remaining)", "for (const queries of jobs)"]],
      told: "There are more find commands than needed",
    },
    {
      mistake: "the long job alone, first",
      of: "chunks.ts",
      edit: [
        [
          "const jobs = [4, 1, 1, 1, 1];\n",
          "const jobs = [4, 1, 1, 1, 1];\nawait runJob(jobs.shift() ?? 0);\njobs.push(0);\n",
        ],
        ["${jobs.length} jobs", "${jobs.length} jobs"],
      ],
      told: "Too many wait for one another",
    },
    {
      mistake: "the iterator is used up by one worker",
      edit: [["await Promise.all([work(), work()]);", "await work();\nawait work();"]],
      told: "Too many wait for one another",
    },
  ],
};
