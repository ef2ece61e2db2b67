import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "Waiting for another process",
  task: `The program starts a second process that asks the database for a version. Until that process has ended,
    nothing else happens here: the timer does not beat once. Start the same process, with the same arguments, and
    await it instead of blocking for it.`,
  start: "blocking-process.ts",
  solution: "async-process.ts",
  run: { latencyMs: 60 },
  claims: (is) => [
    is.sent("the other process sends one query", "find", 1),
    is.that("the timer beats while that query is in flight", ({ timeline }) => {
      const [find] = timeline.mongodb("find");
      if (!find) return "There is no query: the other process never ran, or it failed.";
      const beats = timeline.thread("timer").during(find).length;
      return beats > 0
        ? undefined
        : "No timer ran during the query: the thread is blocked until the process has ended.";
    }),
    is.that("the version that was found is printed", ({ lines, packages }) => {
      const version = packages.get("mongodb")?.version;
      return lines.some((line) => line.startsWith(`version ${version}, `))
        ? undefined
        : `It printed: ${lines.join("; ") || "nothing"}. The version is ${version}.`;
    }),
  ],
  hints: [
    "The query runs in the other process. What does this thread do meanwhile?",
    "execFile without Sync calls back when the process has ended. node:util makes a promise of it.",
    "const { stdout } = await promisify(execFile)(process.execPath, args, options);",
  ],
  explanation: `Work elsewhere is no help if you block until it is done. execFileSync stops the thread; execFile
    returns at once and tells you when the process has ended. await in front of a blocking call does not help: the
    thread has stood still before await gets to see the result.`,
  wrong: [
    {
      mistake: "await in front of the blocking call",
      of: "blocking-process.ts",
      edit: [["const stdout = execFileSync(", "const stdout = await execFileSync("]],
      told: "the thread is blocked",
    },
    {
      mistake: "a promise around the blocking call",
      of: "blocking-process.ts",
      edit: [
        [
          "const stdout = execFileSync(process.execPath, args, options);",
          "const stdout = await new Promise<string>((resolve) => {\n  resolve(execFileSync(process.execPath, args, options));\n});",
        ],
      ],
      told: "the thread is blocked",
    },
    {
      mistake: "the process is not awaited",
      edit: [
        [
          "const { stdout } = await run(process.execPath, args, options);",
          'let stdout = "";\nvoid run(process.execPath, args, options).then((ended) => (stdout = ended.stdout));',
        ],
      ],
      told: "The version is",
    },
  ],
};
