import { readFileSync } from "node:fs";
import path from "node:path";
import {
  asksForProgram,
  judgeOrder,
  judgePrediction,
  judgeProgram,
  readVariant,
  type Attempt,
  type Exercise,
} from "@samples/lab/practice";
import { readAnswers } from "./read-answers.ts";
import { createScratchCopy, practiceFolder } from "./working-copy.ts";

/**
 * Judges what a reader has written: a program, or a file of answers. A program that lies elsewhere is run as a copy, so that
 * it finds what it imports, and so that nothing is written beside it.
 *
 * @throws LabError when it cannot be run
 */
export async function judgeFile(
  exercise: Exercise,
  file: string,
  signal?: AbortSignal,
): Promise<Attempt> {
  if (asksForProgram(exercise) && liesInPractice(file)) {
    return await judgeProgram(exercise, file, { signal });
  }
  const written = readFileSync(file, "utf8");
  // What is predicted is the program as it was given, whatever the reader has tried out in the copy.
  const text = asksForProgram(exercise) ? written : readVariant(exercise, exercise.program);
  const copy = createScratchCopy(exercise, text);
  try {
    if (exercise.kind === "predict")
      return await judgePrediction(exercise, copy.file, readAnswers(written), { signal });
    if (exercise.kind === "order")
      return await judgeOrder(exercise, copy.file, readAnswers(written).at(-1) ?? "", { signal });
    return await judgeProgram(exercise, copy.file, { signal });
  } finally {
    copy.remove();
  }
}

function liesInPractice(file: string): boolean {
  const relative = path.relative(practiceFolder, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
}
