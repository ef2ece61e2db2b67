import { InvalidArgumentError, type Command } from "commander";

const help = `
Speaks MongoDB's wire protocol on 127.0.0.1 only, and keeps everything in memory: what is written is
gone when it ends. Its database "lesson" holds the collection "packages" that the programs read.

Examples:
  pnpm mongo
  pnpm mongo --port 27018
  pnpm mongo --port 0        any free port

Exit code: 1 if the port is taken, 130 after Ctrl-C.`;

/** `pnpm mongo` */
export function define(command: Command): void {
  command
    .option("--port <number>", "port to listen on", portNumber, 27017)
    .addHelpText("after", help)
    .action(async (options: { port: number }) => {
      const { serveMongo } = await import("../running/serve-mongo.ts");
      await serveMongo(options.port);
    });
}

function portNumber(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
}
