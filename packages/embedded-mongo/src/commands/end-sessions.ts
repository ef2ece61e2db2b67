import type { Command } from "../command.ts";

export const endSessions: Command = { name: "endSessions", fields: [], run: () => ({}) };
