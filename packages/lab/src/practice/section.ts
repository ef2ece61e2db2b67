import { asksForProgram } from "./asks-for-program.ts";
import type { Exercise, Variant } from "./exercise.ts";

/** Returns the program of the chapter that an exercise is about: "one-by-one.ts". */
export function sectionOf(exercise: Exercise): string {
  if (exercise.section !== undefined) return exercise.section;
  return fileOf(asksForProgram(exercise) ? exercise.start : exercise.program);
}

function fileOf(source: string | Variant): string {
  return typeof source === "string" ? source : (source.of ?? "");
}
