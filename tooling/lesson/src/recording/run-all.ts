import { closeServers } from "@samples/lab";
import type { ListedProgram } from "../program-index.ts";
import { terminal } from "../terminal.ts";

/**
 * Calls `work` for each program, two at a time: a program mostly waits, and more would make the durations of each other
 * longer. Says on stderr what is going on: one line that changes when a person watches.
 */
export async function runAll(
  programs: ListedProgram[],
  doing: string,
  work: (program: ListedProgram) => Promise<void>,
): Promise<void> {
  const watched = process.stderr.isTTY && terminal.isTTY;
  let done = 0;
  const waiting = [...programs];
  async function worker(): Promise<void> {
    for (let program = waiting.shift(); program; program = waiting.shift()) {
      if (watched) {
        process.stderr.write(
          `\r\u001b[K${doing} ${done + 1} of ${programs.length}: ${program.name}`,
        );
      }
      await work(program);
      done += 1;
    }
  }
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    if (watched) process.stderr.write("\r\u001b[K");
    await closeServers();
  }
}
