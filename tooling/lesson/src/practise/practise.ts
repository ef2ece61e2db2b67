import { existsSync } from "node:fs";
import path from "node:path";
import { closeServers } from "@samples/lab";
import { wrapText } from "@samples/timeline";
import { interruptible } from "../running/interruptible.ts";
import { LessonError } from "../terminal/lesson-error.ts";
import { folderOfThePerson, repositoryRoot } from "../repository.ts";
import { terminal } from "../terminal/terminal.ts";
import { describeAttempt } from "./describe-attempt.ts";
import { findExercise, readExercises, type Exercise } from "./exercises.ts";
import { judgeAttempt, type Attempt } from "./judge-attempt.ts";
import { noteProgress, readProgress, stateOf } from "./progress-file.ts";
import { prepareWorkingCopy, workingFile } from "./working-copy.ts";

export interface PractiseOptions {
  check?: true;
  file?: string;
  json?: true;
}

/** Where readers' files lie; git ignores it. */
export const practiceFolder = path.join(repositoryRoot, "practice");

/** Does what `pnpm lesson practise` was asked for. Returns the exit code: 0 when the exercise is solved. */
export async function practise(
  typed: string | undefined,
  options: PractiseOptions,
): Promise<number> {
  const exercises = readExercises(repositoryRoot);
  if (typed === undefined || typed === "list") {
    console.log(options.json ? JSON.stringify(listed(exercises), null, 2) : describe(exercises));
    return 0;
  }
  const exercise = findExercise(typed, exercises);
  if (options.file !== undefined || options.json || options.check || !process.stdin.isTTY) {
    return await check(exercise, options);
  }
  const { file, note } = prepareWorkingCopy(practiceFolder, exercise);
  console.log(taskOf(exercise, file));
  if (note) console.log(`\n${note}`);
  const { practiseWatching } = await import("./practise-watching.ts");
  const next = exercises[exercises.indexOf(exercise) + 1]?.id;
  return await practiseWatching(exercise, file, next);
}

/** Notes in the reader's progress that `attempt` solved its exercise. */
export function noteAttempt({ id, done }: Attempt): void {
  if (done) noteProgress(practiceFolder, id, { done: true });
}

async function check(exercise: Exercise, { file, json }: PractiseOptions): Promise<number> {
  const own = workingFile(practiceFolder, exercise);
  const folder = folderOfThePerson(process.env, process.cwd());
  const chosen = file === undefined ? own : path.resolve(folder, file);
  if (file === undefined) prepareWorkingCopy(practiceFolder, exercise);
  if (!existsSync(chosen)) throw new LessonError(`There is no file ${chosen}.`);

  const attempt = await interruptible(async (signal) => {
    try {
      return await judgeAttempt(exercise, chosen, signal);
    } finally {
      await closeServers();
    }
  });
  // Somebody else's file, or a copy, says nothing about how far the reader is.
  if (chosen === own) noteAttempt(attempt);
  const { id, claims, done } = attempt;
  if (json) console.log(JSON.stringify({ id, claims, done }, null, 2));
  else console.log(`${taskOf(exercise, chosen)}\n\n${describeAttempt(attempt)}`);
  return done ? 0 : 1;
}

function taskOf({ id, title, task }: Exercise, file: string): string {
  const relative = path.relative(process.cwd(), file);
  return [
    `${id}: ${title}`,
    "",
    ...wrapText(task, terminal.width),
    "",
    `Your file: ${relative.startsWith("..") ? file : relative}`,
  ].join("\n");
}

function listed(exercises: Exercise[]): { id: string; title: string; state: string }[] {
  const progress = readProgress(practiceFolder);
  return exercises.map(({ id, title }) => ({ id, title, state: stateOf(progress[id]) }));
}

function describe(exercises: Exercise[]): string {
  const width = Math.max(...exercises.map(({ id }) => id.length));
  return [
    ...listed(exercises).map(({ id, title, state }) => `${id.padEnd(width)}  ${title} (${state})`),
    "",
    "Begin one: pnpm lesson practise 06/one-by-one",
  ].join("\n");
}
