import type { Command } from "commander";

/** `pnpm lesson new NN/name` */
export function define(command: Command): void {
  command
    .argument("<program>", "06/my-idea in an existing chapter, 15-my-topic/my-idea for a new one")
    .addHelpText(
      "after",
      `
Copies the template: a program that runs as it is, and its test. No file is overwritten.

Examples:
  pnpm lesson new 06/my-idea
  pnpm lesson new 15-my-topic/my-idea`,
    )
    .action(async (program: string) => {
      const { createProgram } = await import("../programs/create-program.ts");
      createProgram(program);
    });
}
