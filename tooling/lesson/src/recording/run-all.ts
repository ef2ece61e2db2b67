import { closeServers } from "@samples/lab";
import type { ListedProgram } from "../programs/program-index.ts";
import { terminal } from "../terminal/terminal.ts";

/**
 * Calls `work` for each program, one after the other: two would make each other's durations longer, and durations are
 * what is compared. Says on stderr what is going on: one line that changes when a person watches.
 */
export async function runAll(
  programs: ListedProgram[],
  doing: string,
  work: (program: ListedProgram) => Promise<void>,
): Promise<void> {
  const watched = process.stderr.isTTY && terminal.isTTY;
  try {
    for (const [index, program] of programs.entries()) {
      if (watched) {
        process.stderr.write(
          `\r\u001b[K${doing} ${index + 1} of ${programs.length}: ${program.name}`,
        );
      }
      await work(program);
    }
  } finally {
    if (watched) process.stderr.write("\r\u001b[K");
    await closeServers();
  }
}
