import type { Command } from "commander";

/** `pnpm lesson eject NN/name folder` */
export function define(command: Command): void {
  command
    .argument("<program>", "name of a program: 06/gather")
    .argument("<folder>", "an empty folder, or one that does not exist yet")
    .addHelpText(
      "after",
      `
Writes the program, the files that it imports, a package.json with the versions that it is tested
with, and a README that says how to run it. It needs nothing from this repository to run.

Examples:
  pnpm lesson eject 06/gather ~/gather
  pnpm lesson eject 06/task-group "../my course/task-group"`,
    )
    .action(async (program: string, folder: string) => {
      const { ejectProgram } = await import("../eject/eject-program.ts");
      await ejectProgram(program, folder);
    });
}
