import type { Command } from "commander";

/** `pnpm lesson record [program…]` */
export function define(command: Command): void {
  command
    .argument("[programs...]", "names of programs or chapters (default: all)")
    .option("--anew", "rewrite even what still holds, for example after the pictures have changed")
    .addHelpText(
      "after",
      `
Runs each program on the embedded server and writes recorded/<program>.txt, what it printed, and
.svg, the picture of the same run. A second run shows what varies: a duration, an id, a port or a
time that differs is recorded as a hole, {56: duration}. Anything else that varies must be declared
in the program's header:
  @output {ticks 3..8} ticks in {1L..1.6L} ms    a number; a duration in multiples of the latency
  @output …, {duration} ms later                 whatever text, then a duration
  @unordered got                                 lines that begin so may come in any order
What still holds is left as it is.

Examples:
  pnpm lesson record
  pnpm lesson record 06-gather
  pnpm lesson record 06/gather 02/hash-sync

Exit code: 1 if a program could not be recorded.`,
    )
    .action(async (names: string[], options: { anew?: true }) => {
      const { record } = await import("../recording/record.ts");
      process.exitCode = await record(names, options);
    });
}
