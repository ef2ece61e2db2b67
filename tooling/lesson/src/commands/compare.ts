import { Option, type Command } from "commander";
import { addShowOptions, type ShowOptions } from "../running/run-options.ts";
import { understand } from "../programs/what-was-asked.ts";

const help = `
The programs run one after the other, and both pictures share one time axis.
The programs are given as for \`pnpm lesson run\`.

Examples:
  pnpm lesson compare 06/one-by-one 06/gather
  pnpm lesson compare one-by-one gather --latency 200
  pnpm lesson compare 06/one-by-one 06/gather --svg slide.svg --layout wide
  pnpm lesson compare before.ts after.ts --svg both.svg --json

Exit code: 0 when both programs ended as their lessons say, else 1.`;

/** `pnpm lesson compare <a> <b>` */
export function define(command: Command): void {
  command.argument("<a>", "name or path of a program").argument("<b>", "name or path of another");
  addShowOptions(command)
    .addOption(
      new Option("--layout <layout>", "of the SVG: below each other, or side by side for a slide")
        .choices(["tall", "wide"])
        .default("tall"),
    )
    .addHelpText("after", help)
    .action(async (a: string, b: string, options: ShowOptions) => {
      const asked = understand([a, b], options);
      const { compareAndShow } = await import("../running/compare-and-show.ts");
      process.exitCode = await compareAndShow(asked, options);
    });
}
