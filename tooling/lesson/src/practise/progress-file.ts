import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";
import { whyNotWritten } from "../terminal/make-folder.ts";
import { writeOutputFile } from "../terminal/output-file.ts";

/** What is known of one exercise that somebody has begun. */
export interface ExerciseProgress {
  /** Hash of the start that was copied: tells whether the task has changed since. */
  startHash: string;
  done?: true;
  seenSolution?: true;
  /** How many hints were read. */
  hints?: number;
}

export type Progress = Record<string, ExerciseProgress>;

/** @throws LessonError when the file is there and cannot be understood: it is never overwritten then */
export function readProgress(folder: string): Progress {
  const file = path.join(folder, "progress.json");
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Progress;
  } catch (error) {
    throw new LessonError(
      `Cannot read ${file}: it is not JSON. Fix it, or move it away to start over.`,
      { exitCode: EXIT_FAILED, cause: error },
    );
  }
}

let hasComplained = false;

/**
 * Changes what is known of one exercise, and keeps the rest. Where it cannot be kept, that is said once, on stderr: it is no reason to
 * practise no further.
 */
export function noteProgress(folder: string, id: string, change: Partial<ExerciseProgress>): void {
  const progress = readProgress(folder);
  const known = { startHash: "", ...progress[id], ...change };
  const text = `${JSON.stringify({ ...progress, [id]: known }, null, 2)}\n`;
  const file = path.join(folder, "progress.json");
  try {
    writeOutputFile(file, text);
  } catch (error) {
    if (!hasComplained)
      console.error(`Your progress is not kept. Cannot write ${file}: ${whyNotWritten(error)}`);
    hasComplained = true;
  }
}

/** How far somebody is with an exercise. */
export type ExerciseState = "open" | "begun" | "seen solution" | "done" | "done, seen solution";

export function stateOf(known: ExerciseProgress | undefined): ExerciseState {
  if (!known) return "open";
  if (known.seenSolution) return known.done ? "done, seen solution" : "seen solution";
  return known.done ? "done" : "begun";
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
