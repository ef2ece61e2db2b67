export type Answer = number;

export const answerBeside = (): Answer => 42;
