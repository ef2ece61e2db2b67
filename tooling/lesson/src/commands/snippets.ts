import { Option, type Command } from "commander";

/** `pnpm lesson snippets` */
export function define(command: Command): void {
  command.helpCommand(false).addHelpText(
    "after",
    `
A program's "// #region name" is a snippet; its id is 06/gather#name. A whole program's id is 06/gather.

In Markdown, a pair of comments is filled with what stands there now:
  <!-- snippet 06/gather#gather -->              code
  <!-- snippet output 06/gather -->              what the program printed when it was recorded
  <!-- snippet picture 06/gather -->             its recorded picture
  <!-- snippet diff 06/one-by-one 06/gather -->  the difference between two programs
  <!-- snippet run 06/gather -->                 the command that runs it
  <!-- /snippet -->                              closes each of them

Examples:
  pnpm lesson snippets list
  pnpm lesson snippets show 06/gather#gather
  pnpm lesson snippets sync ../my-course/lessons
  pnpm lesson snippets sync --copy-pictures ../my-course/lessons
  pnpm lesson snippets check ../my-course/lessons
  pnpm lesson snippets export --to ../my-course/snippets --format md`,
  );

  const load = () => import("../lessons/snippet-commands.ts");
  command
    .command("list")
    .description("All regions: id, file, lines and sha256 of the text.")
    .option("--json", "print one JSON object and nothing else")
    .action(async (options: { json?: true }) => (await load()).list(options));
  command
    .command("show")
    .description("Prints the text of a snippet.")
    .argument("<id>", "06/gather#gather, or 06/gather for the whole program")
    .action(async (id: string) => (await load()).show(id));
  command
    .command("copy")
    .description("Puts the text of a snippet on the clipboard.")
    .argument("<id>", "06/gather#gather, or 06/gather for the whole program")
    .action(async (id: string) => (await load()).copy(id));
  command
    .command("export")
    .description("Writes all regions to a folder, with title, link, output and picture.")
    .addHelpText(
      "after",
      `
--format md    a Markdown file for each region: title, code, output and picture
--format html  a page for each region, with colors
--format json  one file, snippets.json, with everything
--format ts    a TypeScript file for each region, without pictures

A file of the same name is replaced; nothing else in the folder is touched.

Examples:
  pnpm lesson snippets export --to ../my-course/snippets --format md
  pnpm lesson snippets export --to slides/code --format html`,
    )
    .requiredOption("--to <folder>", "where to write")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["md", "html", "json", "ts"])
        .makeOptionMandatory(),
    )
    .action(async (options: { to: string; format: "md" | "html" | "json" | "ts" }) =>
      (await load()).exportAll(options),
    );
  command
    .command("sync")
    .description("Fills the blocks of Markdown files, also outside of this repository.")
    .argument("[paths...]", "files or folders (default: this repository)")
    .option("--copy-pictures", "copy each picture that is shown beside its Markdown file")
    .action(async (paths: string[], options: { copyPictures?: true }) => {
      process.exitCode = (await load()).sync(paths, options);
    });
  command
    .command("check")
    .description("Says which blocks of Markdown files are not what they should be; writes nothing.")
    .argument("[paths...]", "files or folders (default: this repository)")
    .action(async (paths: string[]) => {
      process.exitCode = (await load()).check(paths);
    });
}
