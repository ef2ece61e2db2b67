import path from "node:path";
import { folderOfThePerson, repositoryRoot } from "@samples/lesson/repository";
import { readPrograms } from "@samples/lesson/program-index";
import { resolveProgram } from "@samples/lesson/resolve-program";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { openBrowser } from "./open-browser.ts";
import { startPlay } from "./server/start-play.ts";

interface Options {
  open: boolean;
  port?: number;
}

const command = new Command("play")
  .description("Edit a program in the browser, run it, and answer its queries by hand")
  .argument("[program]", 'a program ("06/gather"), or the path of any file of yours', "06/gather")
  .option("--no-open", "print the address, and open no browser")
  .option("--port <number>", "port of 127.0.0.1 (default: any free one)", portNumber)
  .exitOverride()
  .action(play);

await command.parseAsync().catch((error: unknown) => {
  // Commander has said what is wrong.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.message : error);
    const isKnown = error instanceof Error && "exitCode" in error;
    process.exitCode = isKnown ? Number(error.exitCode) : 1;
  }
});

async function play(typed: string, { open, port }: Options): Promise<void> {
  const folder = folderOfThePerson(process.env, process.cwd());
  const { file, listed } = resolveProgram(typed, readPrograms(repositoryRoot), folder);
  const server = await startPlay({
    root: repositoryRoot,
    practice: path.join(repositoryRoot, "practice"),
    given: listed ? [] : [file],
    first: listed?.name ?? file,
    ...(port === undefined ? {} : { port }),
  });
  console.log(`The page: ${server.url}`);
  console.log(
    "It runs the code that you type there, as a program of yours on this machine. Whoever has the address can do so, so keep it to yourself.",
  );
  const isOpened = open && (await openBrowser(server.urlForBrowser()));
  console.log(
    isOpened
      ? "Your browser opens it; if none does, open the address yourself. Ctrl-C ends it, and so does closing the page."
      : "Open it in a browser. Ctrl-C ends it.",
  );
  const signal = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, resolve);
  });
  const why = await Promise.race([signal, server.done]);
  await server.close();
  if (why === undefined) console.log("The page is closed, so this ends as well.");
}

function portNumber(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 65_535) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 65535.");
}
