import type { Command } from "commander";

/** `pnpm lesson record [program…]` */
export function define(command: Command): void {
  command
    .argument("[programs...]", "names of programs or chapters (default: all)")
    .addHelpText(
      "after",
      `
Runs programs on the embedded server and writes recorded/<program>.txt, what it printed, and .svg,
its picture. Where nothing but a duration within its tolerance differs, the files stay as they are.

Examples:
  pnpm lesson record
  pnpm lesson record 06-gather
  pnpm lesson record 06/gather 02/hash-sync`,
    )
    .action(async (names: string[]) => {
      const { record } = await import("../recording/record.ts");
      await record(names);
    });
}
