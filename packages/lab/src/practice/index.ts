export { asksForProgram } from "./asks-for-program.ts";
export { describeForm, letterOf, rightAnswer } from "./answers.ts";
export type {
  Exercise,
  JudgedClaim,
  OrderExercise,
  PracticeClaim,
  PracticeExercise,
  PracticeQuestion,
  PracticeRun,
  PredictExercise,
  ProgramExercise,
  Variant,
} from "./exercise.ts";
export {
  judgeOrder,
  judgePrediction,
  judgeProgram,
  type Attempt,
  type JudgeOptions,
} from "./judge-attempt.ts";
export { readChapterExercises, readExercises } from "./read-exercises.ts";
export { sectionOf } from "./section.ts";
export { readSiblings, readVariant } from "./variant.ts";
export { packagesIn } from "./vary-packages.ts";
export { writeProgram, writeSiblings } from "./write-program.ts";
