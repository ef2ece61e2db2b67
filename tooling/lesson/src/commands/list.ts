import type { Command } from "commander";
import { listPrograms } from "../programs/list-programs.ts";
import { choosePrograms } from "../recording/choose-programs.ts";
import { shortPath } from "../repository.ts";

/** `pnpm lesson list` */
export function define(command: Command): void {
  command
    .argument("[chapters...]", "names of chapters or programs", [])
    .option("--json", "print one JSON object and nothing else")
    .option("--lines", "count the lines of each program, and those that its regions show")
    .addHelpText(
      "after",
      "\nExamples:\n  pnpm lesson list\n  pnpm lesson list 10\n  pnpm lesson list --json\n  pnpm lesson list --lines",
    )
    .action(async (chapters: string[], options: { json?: true; lines?: true }) => {
      const programs = choosePrograms(chapters);
      if (options.lines) {
        const { countLines, formatLines, summarizeLines } =
          await import("../programs/program-lines.ts");
        const counted = countLines(programs);
        const summary = summarizeLines(counted);
        console.log(
          options.json
            ? JSON.stringify({ programs: counted, summary }, null, 2)
            : formatLines(counted),
        );
        return;
      }
      if (!options.json) {
        console.log(listPrograms(programs));
        return;
      }
      const listed = programs.map(({ name, chapter, file, header }) => {
        const { tags: _, ...rest } = header;
        return { name, chapter, path: shortPath(file), ...rest };
      });
      console.log(JSON.stringify({ programs: listed }, null, 2));
    });
}
