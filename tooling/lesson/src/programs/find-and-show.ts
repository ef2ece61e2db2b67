import { createProgramSearch, type FoundProgram } from "./find-programs.ts";
import { EXIT_FAILED } from "../terminal/lesson-error.ts";
import { repositoryRoot } from "../repository.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { twoColumns } from "../terminal/two-columns.ts";

/** More than this is a list to read, and no answer. */
const mostShown = 8;

/** Prints the programs that answer `words`, the best first. Returns the exit code. */
export function findAndShow(words: string, options: { json?: true }): number {
  const found = createProgramSearch(repositoryRoot)(words);
  if (options.json) {
    const results = found.map(({ program, question }) => ({
      id: program.name,
      title: program.header.title,
      ...(question === undefined ? {} : { question }),
    }));
    console.log(JSON.stringify(results, null, 2));
  } else if (found.length === 0) {
    console.log(`Nothing found for "${words}". All programs: pnpm lesson list`);
  } else {
    console.log(describeFound(found));
  }
  return found.length === 0 ? EXIT_FAILED : 0;
}

function describeFound(found: readonly FoundProgram[]): string {
  const shown = found.slice(0, mostShown);
  const widest = Math.max(...shown.map(({ program }) => program.name.length)) + 2;
  const lines = shown.flatMap(({ program: { name, header }, question }) => [
    ...twoColumns(colors.bold(name.padEnd(widest)), widest, header.title ?? "", terminal),
    ...(question === undefined
      ? []
      : twoColumns("".padEnd(widest), widest, question, terminal).map(colors.dim)),
  ]);
  const rest = found.length - shown.length;
  return [
    ...lines,
    ...(rest > 0 ? [`… and ${rest} more`] : []),
    "",
    `Run the first: pnpm lesson run ${shown[0]?.program.name}`,
  ].join("\n");
}
