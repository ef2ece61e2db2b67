import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import { LessonError } from "./terminal/lesson-error.ts";
import { didYouMean, nearestNames } from "./programs/nearest-names.ts";
import { reportError } from "./terminal/report-error.ts";
import { terminal } from "./terminal/terminal.ts";
import { wrapHelp } from "./terminal/wrap-help.ts";

/** Does what the arguments ask for, and sets the exit code of the process. */
export async function main(argv: string[]): Promise<void> {
  // A reader that has seen enough (`| head`) is no error: what runs is still cleaned up.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

  const own = argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;
  try {
    await dispatch(argv);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.exitCode = reportError(plainLanguage(error, own), {
      json: own.includes("--json"),
      debug: own.includes("--debug"),
    });
  }
}

async function dispatch(argv: string[]): Promise<void> {
  if (argv[0] === "practice") argv = ["practise", ...argv.slice(1)];
  const asked = argv[0] === "help" ? argv[1] : argv.find((argument) => !argument.startsWith("-"));
  const root = new Command("pnpm lesson")
    .description("Runs the programs of the lessons, and any of your own, and draws what happened.")
    .usage("[command] [options]")
    .option("--debug", "show where an error comes from")
    .helpOption("-h, --help", "say what a command does, with examples")
    .helpCommand(false)
    .addHelpText("after", rootExamples)
    .configureHelp({ helpWidth: terminal.width })
    .configureOutput({
      writeOut: (text) => process.stdout.write(wrapHelp(text, terminal)),
      outputError: () => {},
    })
    .exitOverride();

  for (const { name, summary, load } of commands) {
    const command = root
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
    if (name !== asked) continue;
    (await load()).define(command);
    command.option("--debug", "show where an error comes from");
  }

  if (argv[0] === "help") argv = [...argv.slice(1), "--help"];
  if (asked === undefined && argv.every((argument) => argument === "--debug")) {
    const { pickProgram } = await import("./programs/pick-program.ts");
    return await pickProgram();
  }
  if (asked !== undefined && !commands.some(({ name }) => name === asked))
    await refuseCommand(asked);
  await root.parseAsync(argv, { from: "user" });
}

const rootExamples = `
Examples:
  pnpm lesson                          pick a program from a list
  pnpm lesson run 06/gather            run one, draw its picture
  pnpm lesson run ./my-program.ts      the same for a file of your own
  pnpm lesson run --help               everything that can be set

Exit codes: 0 all went well, 1 it could not be done, 2 the command line is wrong,
130 ended by Ctrl-C. \`run\` ends with the program's own exit code once it ran.`;

/** @throws LessonError that says what was probably meant: a command, or a program without its `run` */
async function refuseCommand(asked: string): Promise<never> {
  const { readPrograms } = await import("./programs/program-index.ts");
  const { repositoryRoot } = await import("./repository.ts");
  const programs = readPrograms(repositoryRoot).map(({ name }) => name);
  const near = nearestNames(asked, [...commands.map(({ name }) => name), ...programs]).map(
    (name) => (programs.includes(name) ? `pnpm lesson run ${name}` : `pnpm lesson ${name}`),
  );
  throw new LessonError(
    `There is no command called ${asked}.${didYouMean(near)} All commands: pnpm lesson --help`,
  );
}

/** Commander's "error: unknown option '--jsn'\n(Did you mean --json?)" as a sentence that says where to look. */
function plainLanguage(error: unknown, argv: string[]): unknown {
  if (!(error instanceof CommanderError)) return error;
  const sentence = error.message.replace(/^error: /, "").replaceAll(/\s*\n\s*/g, " ");
  const [asked, below] = argv.filter((argument) => !argument.startsWith("-"));
  const command = commands.find(({ name }) => name === asked);
  const subcommand = command?.subcommands?.find((name) => name === below);
  const help = ["pnpm lesson", command?.name, subcommand, "--help"].filter(Boolean).join(" ");
  const ended = /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`;
  return new LessonError(`${ended.charAt(0).toUpperCase()}${ended.slice(1)} Help: ${help}`, {
    cause: error,
  });
}
