import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The process that dies at job 2",
  task: `Jobs go to a child process, one at a time. At job 2 the process dies, nobody notices, and the program gives up. Notice
    it, start another process, and give it the job again, with the next number of attempt. All three jobs must be done,
    and each answer is printed as before.`,
  start: "lost-job.ts",
  solution: {
    of: "replaced-worker.ts",
    edit: [["    console.log(`job ${job}: the process died, starting another`);\n", ""]],
  },
  section: "lost-job.ts",
  run: { timeLimitMs: 8000 },
  claims: (is) => [
    is.that("a second process was started", ({ timeline }) => {
      const processes = timeline.threads.filter(({ kind }) => kind === "process").length;
      return processes >= 2
        ? undefined
        : `There ${processes === 1 ? "is 1 child process" : `are ${processes} child processes`}: the one that died was not replaced.`;
    }),
    is.prints("all three jobs are done", ["job 1 done", "job 2 done", "job 3 done"]),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "Who tells you that a process has died?",
    'A child has an "exit" event. Wait for the answer or for that, whichever comes first.',
    'await Promise.race([once(child, "message"), once(child, "exit").then(() => undefined)]); if there is no answer: child = fork(file) and again with attempt + 1',
  ],
  explanation: `A promise whose sender is dead never settles. Whoever waits for an answer has to wait for the end as well. A job may
    then run twice, so it should not matter if it does; and not for ever, or a job that kills every process kills them all.`,
  wrong: [
    {
      mistake: "job 2 is skipped",
      of: "lost-job.ts",
      edit: [["for (const job of [1, 2, 3]) {", "for (const job of [1, 3]) {"]],
      told: "the one that died was not replaced",
    },
    {
      mistake: "another process, but not the job again",
      edit: [
        ["    child = fork(file);\n", "    child = fork(file);\n    return `job ${job} lost`;\n"],
      ],
      told: "It printed: job 1 done; job 2 lost",
    },
    {
      mistake: "another process, but the attempt is not counted",
      edit: [["child.send({ job, attempt });", "child.send({ job, attempt: 1 });"]],
      told: "has killed three processes",
    },
  ],
};
