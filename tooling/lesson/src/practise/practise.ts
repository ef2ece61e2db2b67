import { existsSync } from "node:fs";
import path from "node:path";
import { closeServers } from "@samples/lab";
import { readExercises, type Attempt, type Exercise } from "@samples/lab/practice";
import { wrapText } from "@samples/timeline";
import { shellWord, writeIntoEmptyFolder } from "../eject/empty-folder.ts";
import { folderOfThePerson, repositoryRoot, shortPath } from "../repository.ts";
import { interruptible } from "../running/interruptible.ts";
import { LessonError } from "../terminal/lesson-error.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { describeAttempt } from "./describe-attempt.ts";
import { exerciseOfFile, findExercise } from "./find-exercise.ts";
import { judgeFile } from "./judge-file.ts";
import { describeList, listExercises } from "./list-exercises.ts";
import { noteProgress, readProgress } from "./progress-file.ts";
import { findTypeErrors } from "./type-errors.ts";
import { oneLine } from "./one-line.ts";
import { practiceFolder, prepareWorkingCopy, workingFile } from "./working-copy.ts";

export interface PractiseOptions {
  check?: true;
  file?: string;
  json?: true;
  problems?: true;
  class?: string;
  csv?: true;
}

/** Does what `pnpm lesson practise` was asked for. Returns the exit code: 0 when the exercise is solved. */
export async function practise(words: string[], options: PractiseOptions): Promise<number> {
  const exercises = await readExercises(repositoryRoot);
  const standing = folderOfThePerson(process.env, process.cwd());
  const [typed, ...more] = words;
  if (typed === "export") return await exportTo(more, exercises, standing);
  const [excess] = more;
  if (excess !== undefined)
    throw new LessonError(`Cannot use ${excess}: one exercise is practised at a time.`);
  if (options.class !== undefined) {
    const { checkClass } = await import("./check-class.ts");
    const chosen = typed === undefined ? exercises : [findExercise(typed, exercises)];
    return await checkClass(path.resolve(standing, options.class), chosen, options);
  }
  const given = options.file === undefined ? undefined : path.resolve(standing, options.file);
  if (typed === "list" || (typed === undefined && given === undefined)) {
    const listed = listExercises(exercises, readProgress(practiceFolder));
    console.log(options.json ? JSON.stringify(listed, null, 2) : describeList(listed));
    return 0;
  }
  const exercise =
    typed === undefined ? exerciseOfFile(given ?? "", exercises) : findExercise(typed, exercises);
  if (!exercise) {
    throw new LessonError(
      `Cannot tell which exercise ${options.file} is an attempt at: give its name, too. All exercises: pnpm lesson practise list`,
    );
  }
  const isWatched = process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== "dumb";
  if (given || options.json || options.check || options.problems || !isWatched) {
    return await check(exercise, given, options);
  }
  return await practiseFrom(exercise, exercises);
}

/** One exercise, and those after it for as long as somebody wants to go on. */
async function practiseFrom(first: Exercise, exercises: readonly Exercise[]): Promise<number> {
  const { practiseWatching } = await import("./practise-watching.ts");
  let exercise = first;
  for (;;) {
    const copy = prepareWorkingCopy(practiceFolder, exercise);
    console.log(taskOf(exercise, copy.file));
    if (copy.note) console.log(`\n${wrapText(copy.note, terminal.width).join("\n")}`);
    const next = exercises[exercises.indexOf(exercise) + 1];
    const { isSolved, goesOn } = await practiseWatching(exercise, copy, next?.id);
    if (!goesOn || !next) return isSolved ? 0 : 1;
    exercise = next;
    console.log("");
  }
}

async function exportTo(
  [typed, typedFolder, excess]: string[],
  exercises: readonly Exercise[],
  standing: string,
): Promise<number> {
  if (typed === undefined || typedFolder === undefined || excess !== undefined) {
    throw new LessonError(
      "Which exercise, and where to? pnpm lesson practise export 06/one-by-one ../one-by-one",
    );
  }
  const exercise = findExercise(typed, exercises);
  const folder = path.resolve(standing, typedFolder);
  const { exportExercise } = await import("./export/export-exercise.ts");
  await writeIntoEmptyFolder(folder, async () => {
    const files = await exportExercise(exercise, folder);
    console.log(`Wrote ${exercise.id} to ${folder}: ${files.join(", ")}, and what checks it to check/

  cd ${shellWord(folder)}
  npm install
  npm test

It needs nothing of this repository. The solution is not in it.`);
  });
  return 0;
}

/** Notes in the reader's progress that `attempt` solved its exercise. */
export function noteAttempt({ id, done }: Attempt): void {
  if (done) noteProgress(practiceFolder, id, { done: true });
}

async function check(
  exercise: Exercise,
  given: string | undefined,
  { json, problems }: PractiseOptions,
): Promise<number> {
  const own = workingFile(practiceFolder, exercise);
  const chosen = given ?? own;
  const note = given === undefined ? prepareWorkingCopy(practiceFolder, exercise).note : undefined;
  if (!existsSync(chosen)) throw new LessonError(`There is no file ${chosen}.`);

  const [attempt, typeErrors] = await interruptible(async (signal) => {
    try {
      return await Promise.all([
        judgeFile(exercise, chosen, signal),
        isSame(chosen, own) && chosen.endsWith(".ts") && !json
          ? findTypeErrors(chosen, signal)
          : [],
      ]);
    } finally {
      await closeServers();
    }
  });
  // Somebody else's file, or a copy, says nothing about how far the reader is.
  if (isSame(chosen, own)) noteAttempt(attempt);
  const { id, claims, done } = attempt;
  if (json) console.log(JSON.stringify({ id, claims, done }, null, 2));
  else if (problems) console.log(listProblems(attempt, chosen, typeErrors).join("\n"));
  else {
    const types = typeErrors.length > 0 ? `\n\n${typeErrors.join("\n")}` : "";
    const told = note === undefined ? "" : `\n\n${note}`;
    console.log(`${taskOf(exercise, chosen)}${told}\n\n${describeAttempt(attempt)}${types}`);
  }
  return done ? 0 : 1;
}

function isSame(file: string, own: string): boolean {
  return path.relative(file, own) === "";
}

/** One line for each problem, in the form of the compiler, which editors know: `practice/06/one-by-one.ts(1,1): error …` */
function listProblems({ claims, done }: Attempt, file: string, typeErrors: string[]): string[] {
  const name = shortPath(file);
  const folder = path.posix.dirname(name);
  return [
    ...typeErrors.map((line) => `${folder}/${line}`),
    ...claims.flatMap(({ name: claim, holds, why }) =>
      holds ? [] : [`${name}(1,1): error practise: ${claim}: ${why?.split("\n")[0]}`],
    ),
    ...(done ? ["Solved."] : []),
  ];
}

function taskOf({ id, title, task }: Exercise, file: string): string {
  const relative = path.relative(process.cwd(), file);
  return [
    colors.bold(`${id}: ${title}`),
    "",
    ...wrapText(oneLine(task), terminal.width),
    "",
    `Your file: ${relative.startsWith("..") ? file : relative}`,
  ].join("\n");
}
