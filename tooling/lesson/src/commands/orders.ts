import { InvalidArgumentError, type Command } from "commander";
import type { OrdersShowOptions } from "../orders/orders-options.ts";
import { understand } from "../programs/what-was-asked.ts";

const help = `
A run shows one order of events. This runs the program once for every order in which the database, and the
weather API, may answer, and says what came out. Each order has a name, with which it can be run again.

Examples:
  pnpm lesson orders ./shop/checkout.ts
  pnpm lesson orders ./shop/checkout.ts --cuts 1          each connection breaks once, at each place
  pnpm lesson orders ./shop/checkout.ts --expect "total: 200"
  pnpm lesson run ./shop/checkout.ts --order 1.2.1.2

Not explored: when timers fire, what several processes of a program do to each other, what happens inside
the server while it works on two commands at once, and what lies beyond the limit.

Exit code: 0 when every order has the same outcome, or the expected output; 3 when not; 4 when those that were
tried have, but they are not all; 1 if it could not be run, 2 if the command line is wrong, 130 after Ctrl-C.`;

/** `pnpm lesson orders <program>` */
export function define(command: Command): void {
  command
    .argument("<program>", "name or path of a program")
    .argument("[arguments...]", "passed to the program")
    .option("--limit <n>", "try at most this many orders (default: 1000)", count)
    .option("--time <s>", "start no more orders after this many seconds (default: 60)", positive)
    .option("--seed <n>", "choose orders at random by this seed, beyond the limit", count)
    .option("--fine", "make serving a command and reading its reply two steps")
    .option("--cuts <n>", "break this many connections in each order: 1 or 2", cuts)
    .option("--no-reduction", "try steps that commute in both orders, too")
    .option("--expect <text>", "the right output contains this")
    .option("--timers <ms>", "wait for timers of the program up to this (default: 250)", positive)
    .option("--time-limit <ms>", "end a run after this time (default: 15000)", positive)
    .option("--mongo <server>", 'embedded (default), docker, or a connection string "mongodb://…"')
    .option("--json", "print one JSON object and nothing else")
    .option("--no-picture", "print no pictures")
    .option("--svg <file>", "draw the first order of each outcome into an SVG file")
    .option("--html <file>", "write a page with the first order of each outcome")
    .addHelpText("after", help)
    .action(async (program: string, args: string[], options: OrdersShowOptions) => {
      const asked = understand([program], options);
      const { exploreAndShow } = await import("../orders/explore-and-show.ts");
      process.exitCode = await exploreAndShow(asked, { ...options, args });
    });
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError("Expected a number, 0 or more.");
}

function count(value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("Expected a whole number, 1 or more.");
}

function cuts(value: string): number {
  if (value === "0" || value === "1" || value === "2") return Number(value);
  throw new InvalidArgumentError("Expected 1 or 2.");
}
