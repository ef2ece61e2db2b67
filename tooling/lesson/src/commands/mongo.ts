import { InvalidArgumentError, type Command } from "commander";
import { lagTime, memberCount } from "../running/run-options.ts";
import { LessonError } from "../terminal/lesson-error.ts";

const help = `
Speaks MongoDB's wire protocol on 127.0.0.1 only, and keeps everything in memory: what is written is
gone when it ends. Its database "lesson" holds the collection "packages" that the programs read;
a database of another name is empty. What stands after -- is run with MONGODB_URI set, and both end together.

Examples:
  pnpm mongo
  pnpm mongo --port 27018
  pnpm mongo --port 0        any free port
  pnpm mongo --members 3     what a client sees of a replica set of three: a model, it replicates nothing
  pnpm mongo --database shop -- node server.js

Exit code: 1 if the port is taken, 130 after Ctrl-C; the command's own where there is one.`;

/** `pnpm mongo` */
export function define(command: Command): void {
  command
    .option("--port <number>", "port to listen on", portNumber, 27017)
    .option(
      "--members <number>",
      "show a replica set of so many members, on as many ports",
      memberCount,
    )
    .option("--lag <ms>", "by how much its secondaries are behind", lagTime)
    .option("--database <name>", "the database of the URI", databaseName, "lesson")
    .argument("[command...]", "is run beside the server")
    .addHelpText("after", help)
    .action(async (args: string[], options: MongoOptions) => {
      if (options.lag !== undefined && options.members === undefined) {
        throw new LessonError(
          "Cannot use --lag alone, as a set of one has no secondaries: add --members 3.",
        );
      }
      const { serveMongo } = await import("../running/serve-mongo.ts");
      process.exitCode = await serveMongo({ ...options, command: args });
    });
}

interface MongoOptions {
  port: number;
  database: string;
  members?: number;
  lag?: number;
}

/** What MongoDB takes for a name: https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions */
function databaseName(value: string): string {
  if (/^[\w-]{1,63}$/.test(value)) return value;
  throw new InvalidArgumentError("Expected letters, digits, - and _, 63 at most.");
}

function portNumber(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
}
