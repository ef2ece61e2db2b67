import {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "commander";
import type { z } from "zod";
import { CommandError } from "./command-error.ts";
import { load, type LoadOptions } from "./load.ts";
import { readPassword } from "./read-password.ts";
import { ConfigError, readConfig } from "../config.ts";
import { openDatabase, type Database } from "../data/database.ts";
import {
  listRecent,
  publishRelease,
  searchPackages,
} from "../data/packages.ts";
import { Refusal } from "../data/refusal.ts";
import { countAll } from "../data/statistics.ts";
import { createUser, findUser } from "../data/users.ts";
import {
  Count,
  EmailAddress,
  NewRelease,
  NewUser,
  PackageName,
  Search,
} from "../schemas.ts";
import type { PackageSummary } from "../schemas.ts";

const help = `
Environment: MONGODB_URI (default: mongodb://127.0.0.1:27017/registry), and for serve HOST, PORT,
LOG_LEVEL, RATE_LIMIT and DRAIN_MS.

Exit codes: 0 it was done, 1 it could not be done, 2 the command line is wrong, 130 Ctrl-C.`;

/**
 * Does what the arguments ask for, says what went wrong, and returns the exit code.
 *
 * @param argv without node and the file
 */
export async function runCli(argv: string[]): Promise<number> {
  const registry = new Command("registry")
    .description("A small package registry.")
    .option("--uri <connection string>", "the database, instead of MONGODB_URI")
    .addHelpText("after", help)
    .exitOverride()
    // Said once, by `report`.
    .configureOutput({ outputError: () => {} });

  registry
    .command("serve")
    .description("serve the web API and the pages until Ctrl-C")
    .option("--port <number>", "port to listen on, instead of PORT")
    .option(
      "--sample",
      "load packages first: those of ./node_modules, and 300 generated ones",
    )
    .action(async ({ port, sample }: { port?: string; sample?: true }) => {
      const config = configuration(port === undefined ? {} : { PORT: port });
      if (sample) {
        await withDatabase((database) =>
          load(database, { installed: "node_modules", generate: 300, seed: 1 }),
        );
      }
      // Loaded here: no other command needs a web server.
      const { serve } = await import("../serve.ts");
      const url = await serve(config);
      console.log(
        `Package registry: ${url}\nIts API:          ${url}/docs\nCtrl-C ends it.`,
      );
    });

  registry
    .command("load")
    .description("load packages; those that are there already stay as they are")
    .option("--installed <folder>", "the packages of a node_modules folder")
    .addOption(
      new Option(
        "--generate <count>",
        "made-up packages with 50 releases on average",
      ).argParser(number(1, 5_000)),
    )
    .addOption(
      new Option("--seed <number>", "the same seed makes the same packages")
        .argParser(number(0, 2 ** 31 - 1))
        .default(1),
    )
    .action(async (options: LoadOptions) => {
      const { added, kept } = await withDatabase((database) =>
        load(database, options),
      );
      console.log(`added ${added} packages, kept ${kept}`);
    });

  registry
    .command("summary")
    .description("say how much there is")
    .action(async () => {
      const counts = await withDatabase(async (database) =>
        countAll(await database.collections()),
      );
      for (const [what, count] of Object.entries(counts)) {
        console.log(`${count.toLocaleString("en").padStart(9)} ${what}`);
      }
    });

  registry
    .command("search <words>")
    .description(
      "find packages by the beginning of their name, or by a keyword",
    )
    .option("--limit <count>", "how many, 1 to 100", "20")
    .option("--after <name>", "the last name of the page before")
    .action(
      async (words: string, options: { limit: string; after?: string }) => {
        const asked = check(Search, { q: words, ...options });
        const { packages, next } = await withDatabase(async (database) =>
          searchPackages((await database.collections()).packages, asked),
        );
        if (packages.length === 0)
          throw new CommandError(`Nothing found for "${words}".`);
        printPackages(packages);
        if (next) console.error(`More: --after ${next}`);
      },
    );

  registry
    .command("recent [count]")
    .description("list the packages that were released last, 1 to 100 of them")
    .action(async (typed = "10") => {
      const count = check(Count, typed, "count");
      printPackages(
        await withDatabase(async (database) =>
          listRecent((await database.collections()).packages, count),
        ),
      );
    });

  const user = registry.command("user").description("accounts");
  user
    .command("create <email>")
    .description(
      "create an account; the password is asked for, or read from standard input",
    )
    .requiredOption("--name <name>", "what the person is called")
    .action(async (email: string, { name }: { name: string }) => {
      // What can be refused is refused before anybody types a password.
      check(NewUser.omit({ password: true }), { name, email });
      const created = check(NewUser, {
        name,
        email,
        password: await readPassword(),
      });
      const { id } = await withDatabase(async (database) =>
        createUser(await database.collections(), created),
      );
      console.log(`created ${created.email} (${id})`);
    });

  const release = registry.command("release").description("releases");
  release
    .command("create <package> <version>")
    .description(
      "publish a release; the first one of a package makes the package",
    )
    .requiredOption("--owner <email>", "whose package it is")
    .option("--summary <text>", "what the package is")
    .option("--license <id>", "an SPDX identifier, such as MIT")
    .option("--homepage <url>", "a web address")
    .action(
      async (
        name: string,
        version: string,
        { owner, ...described }: { owner: string; summary?: string },
      ) => {
        const packageName = check(PackageName, name, "package");
        const email = check(EmailAddress, owner, "owner");
        const newRelease = check(NewRelease, { version, ...described });
        await withDatabase(async (database) => {
          const all = await database.collections();
          const { _id } = await findUser(all, email);
          await publishRelease(all.packages, _id, packageName, newRelease);
        });
        console.log(`published ${packageName} ${version}`);
      },
    );

  function configuration(typed: Record<string, string> = {}) {
    const { uri } = registry.opts<{ uri?: string }>();
    return readConfig({
      ...process.env,
      ...(uri === undefined ? {} : { MONGODB_URI: uri }),
      ...typed,
    });
  }

  /** Opens the database, and closes it whatever happens: an open client would keep this process alive. */
  async function withDatabase<Result>(
    work: (database: Database) => Promise<Result>,
  ): Promise<Result> {
    const database = openDatabase(configuration().mongodbUri);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  try {
    await registry.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    return report(error, registry.helpInformation());
  }
}

function number(least: number, most: number) {
  return (typed: string): number => {
    const value = Number(typed);
    if (/^\d+$/.test(typed) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `Expected a whole number from ${least} to ${most}.`,
    );
  };
}

/** @throws CommandError that says what is wrong with what was typed */
function check<Schema extends z.ZodType>(
  schema: Schema,
  typed: unknown,
  what?: string,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(typed);
  if (success) return data;
  const reasons = error.issues.map(
    ({ path, message }) => `${path.join(".") || what}: ${message}`,
  );
  throw new CommandError(`Cannot do that. ${reasons.join("; ")}`, 2);
}

function printPackages(packages: PackageSummary[]): void {
  const widest = Math.max(0, ...packages.map(({ name }) => name.length));
  for (const { name, latest, updatedAt } of packages) {
    console.log(
      `${name.padEnd(widest)}  ${updatedAt.toISOString().slice(0, 10)}  ${latest}`,
    );
  }
}

/** Says what went wrong, and returns the exit code. */
function report(error: unknown, usage: string): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    console.error(error.code === "commander.help" ? usage : error.message);
    return 2;
  }
  if (error instanceof CommandError) {
    console.error(error.message);
    return error.exitCode;
  }
  if (error instanceof ConfigError) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof Refusal) {
    console.error(error.message);
    return 1;
  }
  if (
    error instanceof Error &&
    /^Mongo(Network|ServerSelection)/.test(error.name)
  ) {
    console.error(
      "The database cannot be reached. Is it running? MONGODB_URI or --uri says where.",
    );
    return 1;
  }
  if (
    error instanceof Error &&
    "code" in error &&
    error.code === "EADDRINUSE"
  ) {
    console.error(
      "Another program listens on this port: choose one with --port.",
    );
    return 1;
  }
  console.error(error);
  return 1;
}
