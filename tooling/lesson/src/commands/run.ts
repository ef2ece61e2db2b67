import { InvalidArgumentError, Option, type Command } from "commander";
import {
  addRequestOptions,
  addShowOptions,
  lagTime,
  memberCount,
  type ShowOptions,
} from "../running/run-options.ts";
import { understand } from "../programs/what-was-asked.ts";

const help = `
<program> is a name from \`pnpm lesson list\` (06/gather, or gather where only one chapter has it),
or the path of any .ts, .mts, .js, .mjs or .cjs file, also outside of this repository. Its
MONGODB_URI and WEATHER_URL are set; what follows -- is passed to it.

Examples:
  pnpm lesson run 06/gather
  pnpm lesson run gather --latency 200
  pnpm lesson run ../shop/report.ts --mongo mongodb://localhost:27017 -- --year 2025
  pnpm lesson run 06/gather --mongo docker
  pnpm lesson run 06/gather --json
  pnpm lesson run ../shop/report.ts --slowest 10
  pnpm lesson run ../shop/report.ts --members 3 --lag 500

--slowest leaves out the latency that the lab adds. When the program is gone, the server explains
each of these commands with the data and the indexes of that moment.

A program that is a server gets requests once it listens, and is ended when they are answered:
  pnpm lesson run server.ts --request "GET /users/7" --request 'POST /users {"name":"Ada"}'
  pnpm lesson run server.ts --request 'GET /me authorization:"Bearer abc"'
  pnpm lesson run server.ts --request "GET /users/7" --requests 50 --concurrency 10

Exit code: the program's own once it ran (128 + n if signal n killed it, 124 if it was ended at
its time limit); 1 if a request was not answered, where 404 and 500 are answers; else 1 if it could not be run, 2 if the command line is wrong, 130 after Ctrl-C.`;

/** `pnpm lesson run <program>` */
export function define(command: Command): void {
  command
    .argument("<program>", "name or path of a program")
    .argument("[arguments...]", "passed to the program");
  addRequestOptions(addShowOptions(command))
    .option("--cut <command>", 'break the connection at this command: "getMore 3" is the third')
    .option(
      "--members <number>",
      "run it beside a replica set of so many members, as far as a client sees one",
      memberCount,
    )
    .option("--lag <ms>", "by how much its secondaries are behind", lagTime)
    .addOption(
      // In an order, a broken connection is a step of its own.
      new Option(
        "--order <name>",
        "answer in this order: a name that `pnpm lesson orders` prints",
      ).conflicts("cut"),
    )
    .addOption(
      new Option(
        "--slowest [number]",
        "list the commands that the server took longest for: 5, or so many",
      )
        .preset("5")
        .argParser(wholeNumber),
    )
    .addHelpText("after", help)
    .action(async (program: string, args: string[], options: ShowOptions) => {
      const asked = understand([program], options);
      const { runAndShow } = await import("../running/run-and-show.ts");
      process.exitCode = await runAndShow(asked, { ...options, args });
    });
}

function wholeNumber(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected how many to list, a whole number from 1.");
}
