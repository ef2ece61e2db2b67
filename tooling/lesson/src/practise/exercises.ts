import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { LessonError } from "../terminal/lesson-error.ts";
import { didYouMean, nearestNames } from "../programs/nearest-names.ts";

/** An exercise as its `exercise.json` describes it. */
interface ExerciseFile {
  kind: "mend" | "faster" | "build";
  title: string;
  task: string;
  /** A program of the chapter ("one-by-one.ts"), or a file of the exercise ("./start.ts"). */
  start: string;
  solution: string;
  /** Answer nobody until so many commands are in flight: the order is proved, whatever the machine does. */
  holdUntil?: { commands: number; command?: string; timeLimitMs?: number };
  /** From a nudge to nearly the line. */
  hints: [string, string, string];
  explanation: string;
  /** Usual wrong attempts (files of the exercise), each with what the reader must be told. */
  wrong: Record<string, string>;
}

/** An exercise with its files. */
export interface Exercise extends Omit<ExerciseFile, "wrong"> {
  /** "06/one-by-one". */
  id: string;
  /** Folder of its chapter. */
  chapter: string;
  claimsFile: string;
  startFile: string;
  solutionFile: string;
  wrong: { file: string; message: string }[];
}

/** Returns all exercises below `root`, by chapter and name. */
export function readExercises(root: string): Exercise[] {
  const chapters = path.join(root, "chapters");
  return namesIn(chapters).flatMap((name) => {
    const chapter = path.join(chapters, name);
    return namesIn(path.join(chapter, "practice"))
      .filter((each) => existsSync(path.join(chapter, "practice", each, "exercise.json")))
      .map((each) => readExercise(chapter, each));
  });
}

/** @throws LessonError that names the nearest exercises */
export function findExercise(typed: string, exercises: Exercise[]): Exercise {
  const matches = exercises.filter(({ id }) => {
    const [number, name] = id.split("/");
    return [id, name, `${Number(number)}/${name}`].includes(typed);
  });
  const [only] = matches;
  if (only && matches.length === 1) return only;
  const ids = exercises.map(({ id }) => id);
  throw new LessonError(
    matches.length > 1
      ? `More than one exercise is called ${typed}: ${matches.map(({ id }) => id).join(", ")}. Give the chapter, too.`
      : `There is no exercise called ${typed}.${didYouMean(nearestNames(typed, ids))} All exercises: pnpm lesson practise list`,
  );
}

function readExercise(chapter: string, name: string): Exercise {
  const folder = path.join(chapter, "practice", name);
  const told = JSON.parse(readFileSync(path.join(folder, "exercise.json"), "utf8")) as ExerciseFile;
  const find = (file: string): string =>
    file.startsWith("./") ? path.join(folder, file) : path.join(chapter, "src", file);
  return {
    ...told,
    id: `${path.basename(chapter).slice(0, 2)}/${name}`,
    chapter,
    claimsFile: path.join(folder, "claims.ts"),
    startFile: find(told.start),
    solutionFile: find(told.solution),
    wrong: Object.entries(told.wrong).map(([file, message]) => ({ file: find(file), message })),
  };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}
