import type { Command } from "commander";
import type { PractiseOptions } from "../practise/practise.ts";

const help = `
The start is copied to practice/, where it is yours: it is never overwritten. Each save runs it once and says which
claims hold; nothing moves on by itself. Without a terminal, or with --check, it is run once.

Examples:
  pnpm lesson practise list
  pnpm lesson practise 06/one-by-one
  pnpm lesson practise 06/one-by-one --check --file ../mine.ts
  pnpm lesson practise --class ../handed-in --csv
  pnpm lesson practise export 06/one-by-one ../one-by-one

Exit code: 0 when every claim holds, 1 when one does not or it could not be run, 2 if the command line is wrong.
With --class it is 0 when everything could be checked.`;

/** `pnpm lesson practise [exercise]` */
export function define(command: Command): void {
  command
    .argument(
      "[exercise...]",
      'name of an exercise, or "list", or "export" with a name and a folder',
    )
    .option("--check", "run it once and say which claims hold")
    .option("--file <file>", "check this file instead of the one in practice/")
    .option("--json", "print one JSON value and nothing else: { id, claims, done }")
    .option("--problems", "print one line for each problem, for an editor to read")
    .option("--class <folder>", "check the files of many people, and print a table in Markdown")
    .option("--csv", "with --class: print the table as CSV")
    .addHelpText("after", help)
    .action(async (words: string[], options: PractiseOptions) => {
      const { practise } = await import("../practise/practise.ts");
      process.exitCode = await practise(words, options);
    });
}
