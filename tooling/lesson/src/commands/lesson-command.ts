import type { Command } from "commander";

/** A command of `pnpm lesson`. It loads its code only when it is asked for, so help stays quick. */
export interface LessonCommand {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Names of the commands below it, each with a help of its own. */
  subcommands?: string[];
  /** Loads the file that adds the command's arguments, help and action. */
  load: () => Promise<{ define: (command: Command) => void }>;
}
