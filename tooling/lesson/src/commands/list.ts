import type { Command } from "commander";
import { listPrograms } from "../programs/list-programs.ts";
import { readPrograms } from "../programs/program-index.ts";
import { repositoryRoot, shortPath } from "../repository.ts";

/** `pnpm lesson list` */
export function define(command: Command): void {
  command
    .option("--json", "print one JSON object and nothing else")
    .addHelpText("after", "\nExamples:\n  pnpm lesson list\n  pnpm lesson list --json")
    .action((options: { json?: true }) => {
      const programs = readPrograms(repositoryRoot);
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
