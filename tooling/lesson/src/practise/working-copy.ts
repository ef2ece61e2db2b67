import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import type { Exercise } from "./exercises.ts";
import { hashOf, noteProgress, readProgress } from "./progress-file.ts";

/** The reader's own file, and what there is to say about it. */
export interface WorkingCopy {
  file: string;
  note?: string;
}

/** Tags that name the solution, or speak of the lesson and not of the program. */
const lessonTag =
  /^ \* @(twin|wrong|python|same-output|same-picture|unsteady|output|exits)\b.*\r?\n/gm;

/** Returns what the reader begins with: the start, without what would name the solution. */
export function startText({ startFile }: Exercise): string {
  return readFileSync(startFile, "utf8").replaceAll(lessonTag, "");
}

export function workingFile(folder: string, { id }: Exercise): string {
  return path.join(folder, `${id}.ts`);
}

/**
 * Copies the start into `folder`, unless the reader has a file already: that is never touched. When the task has
 * changed since, a fresh copy is put beside it.
 *
 * @throws LessonError when the folder cannot be written
 */
export function prepareWorkingCopy(folder: string, exercise: Exercise): WorkingCopy {
  const file = workingFile(folder, exercise);
  const text = startText(exercise);
  const startHash = hashOf(text);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    makeModules(path.dirname(file), exercise);
    const known = readProgress(folder)[exercise.id];
    if (!existsSync(file)) {
      writeFileSync(file, text);
      noteProgress(folder, exercise.id, { startHash });
      return { file };
    }
    if (!known) noteProgress(folder, exercise.id, { startHash });
    else if (known.startHash !== startHash) {
      const fresh = file.replace(/\.ts$/, ".new.ts");
      writeFileSync(fresh, text);
      noteProgress(folder, exercise.id, { startHash });
      return { file, note: `The task has changed. Your file is kept; the new start is ${fresh}` };
    }
    return { file };
  } catch (error) {
    if (error instanceof LessonError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new LessonError(`Cannot write the exercise to ${file}: ${why}`, {
      exitCode: EXIT_FAILED,
      cause: error,
    });
  }
}

/** The copy is an ES module, and finds what its chapter has installed. */
export function makeModules(folder: string, { chapter }: Pick<Exercise, "chapter">): void {
  const manifest = path.join(folder, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true, "type": "module" }\n');
  const modules = path.join(folder, "node_modules");
  if (!existsSync(modules)) symlinkSync(path.join(chapter, "node_modules"), modules, "junction");
}
