import type { Command } from "commander";

/** `pnpm lesson verify [program…]` */
export function define(command: Command): void {
  command
    .argument("[programs...]", "names of programs or chapters (default: all, and every README)")
    .addHelpText(
      "after",
      `
Copies each program alone into an empty folder with the packages that it imports, checks its types,
runs it, and compares what it prints with recorded/<program>.txt, line by line, and the structure of
its picture with the .svg. Without a name it also checks that every block, link
and image of every README is what it should be. Nothing is written.

Examples:
  pnpm lesson verify
  pnpm lesson verify 06-gather

Exit code: 1 if anything differs, with file and line of each difference.`,
    )
    .action(async (names: string[]) => {
      const { verify } = await import("../recording/verify.ts");
      process.exitCode = await verify(names);
    });
}
