import type { Command } from "commander";

/** `pnpm lesson find <words…>` */
export function define(command: Command): void {
  command
    .argument("<words...>", "a question, a word, an error message, or a name from Python")
    .option("--json", "print one JSON array and nothing else")
    .addHelpText(
      "after",
      `
Looks through titles, sentences, tags, chapters, code, printed output and the questions of each
chapter. Best first; typos and half-typed words are fine.

Examples:
  pnpm lesson find limit concurrency
  pnpm lesson find "why is await in a loop slow?"
  pnpm lesson find asyncio.gather
  pnpm lesson find Timed out while checking out a connection

Exit code: 0, or 1 if nothing was found.`,
    )
    .action(async (words: string[], options: { json?: true }) => {
      const { findAndShow } = await import("../programs/find-and-show.ts");
      process.exitCode = findAndShow(words.join(" "), options);
    });
}
