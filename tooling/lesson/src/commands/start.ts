import type { Command } from "commander";

/** `pnpm start` */
export function define(command: Command): void {
  command
    .option("--mongo <server>", 'embedded (default), docker, or a connection string "mongodb://…"')
    .addHelpText("after", "\nExamples:\n  pnpm start\n  pnpm start --mongo docker")
    .action(async (options: { mongo?: string; debug?: true }) => {
      const { tellFirstLesson } = await import("../running/first-lesson.ts");
      process.exitCode = await tellFirstLesson(options);
    });
}
