import type { Command } from "../command.ts";

/** Sessions begin with the first command that names them, and nothing is kept for them yet. */
function accept(name: string): Command {
  return { name, fields: "*", run: () => ({}) };
}

export const sessionCommands = [
  "endSessions",
  "refreshSessions",
  "killSessions",
  "killAllSessions",
].map(accept);
