import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Two workers, one job",
  task: `Two workers look for the oldest open job at the same time. Both find job 1, and both do it, while job 2 is left. Each
    job must be taken by one worker, whatever the order in which the database answers. Both workers must still ask at
    the same time.`,
  start: "job-queue-race.ts",
  solution: "find-one-and-update.ts",
  run: { latencyMs: 300 },
  claims: (is) => [
    is.together("both workers ask at the same time", ({ timeline }) => {
      const asked = timeline.mongodb({ command: ["find", "findAndModify"] });
      return asked.where(
        (span) => asked.toArray().indexOf(span) < 2,
        "first commands of the workers",
      );
    }),
    is.sent("finding a job and taking it is one command", "findAndModify", 2),
    is.that("no job is looked for first and taken afterwards", ({ timeline }) => {
      const others = timeline.mongodb({ command: ["find", "update"] });
      return others.length === 0
        ? undefined
        : "There are commands of their own for finding and for taking: between them somebody else can come in.";
    }),
    is.prints("each has a job of its own", ["job 1, job 2"]),
  ],
  hints: [
    "What can the other worker do between your find and your update?",
    "There is a command that finds a document and changes it in one step.",
    'jobs.findOneAndUpdate({ state: "open" }, { $set: { state: "taken" } }, { sort: { _id: 1 } })',
  ],
  explanation: `Each command is atomic, two together are not. findOneAndUpdate looks and marks in one step, so the second worker
    finds the next job. An update whose filter asks for state: "open" again would do as well, with a loop around it.`,
  section: "job-queue-race.ts",
  wrong: [
    {
      mistake: "one worker after the other",
      edit: [
        [
          "const taken = await Promise.all([takeJob(), takeJob()]);",
          "const taken = [await takeJob(), await takeJob()];",
        ],
      ],
      told: "something is awaited too early",
    },
    {
      mistake: "the state is read again, and then taken",
      of: "job-queue-race.ts",
      edit: [
        [
          "  if (!job) return",
          '  const again = job && (await jobs.findOne({ _id: job._id, state: "open" }));\n  if (!job || !again) return',
        ],
      ],
      told: "between them somebody else can come in",
    },
    {
      mistake: "each worker has a job by heart",
      of: "job-queue-race.ts",
      edit: [
        [
          'async function takeJob() {\n  const job = await jobs.findOne({ state: "open" }, { sort: { _id: 1 } });',
          "let next = 0;\nasync function takeJob() {\n  const job = await jobs.findOne({ _id: ++next });",
        ],
      ],
      told: "There are no findAndModify commands",
    },
  ],
};
