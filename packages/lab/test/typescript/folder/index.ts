import type { Answer } from "../answers.ts";

export function answerIn(): Answer {
  return 43;
}
