import type { Exercise, ProgramExercise } from "./exercise.ts";

/** Tells whether an exercise asks for a program; of the others a reader answers questions, or names an order. */
export function asksForProgram(exercise: Exercise): exercise is Exercise & ProgramExercise {
  return exercise.kind !== "predict" && exercise.kind !== "order";
}
