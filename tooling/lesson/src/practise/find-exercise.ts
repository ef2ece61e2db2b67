import path from "node:path";
import type { Exercise } from "@samples/lab/practice";
import { didYouMean, nearestNames } from "../programs/nearest-names.ts";
import { LessonError } from "../terminal/lesson-error.ts";

/** @throws LessonError that names the nearest exercises */
export function findExercise(typed: string, exercises: readonly Exercise[]): Exercise {
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

/** Returns the exercise that a file is an attempt at, by its name and its folder's: `practice/06/one-by-one.ts`. */
export function exerciseOfFile(file: string, exercises: readonly Exercise[]): Exercise | undefined {
  const name = path.basename(file).replace(/\.(answers\.txt|[cm]?ts)$/, "");
  const number = /^\d\d/.exec(path.basename(path.dirname(file)))?.[0];
  const named = exercises.filter(({ id }) => id.endsWith(`/${name}`));
  const exact = named.find(({ id }) => number !== undefined && id.startsWith(`${number}/`));
  return exact ?? (named.length === 1 ? named[0] : undefined);
}
