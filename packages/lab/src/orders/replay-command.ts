import { programName } from "../program/locate-program.ts";

/**
 * Returns the command line that runs a program in one order, as it is typed.
 *
 * @param name what the program is called on the command line
 * @param args what the program is given
 */
export function replayCommand(name: string, order: string, args: readonly string[] = []): string {
  // A shell would take the sign for a pattern of file names. These quotes every shell knows.
  const typed = order.includes("*") ? `"${order}"` : order;
  return ["pnpm lesson run", quoted(name), "--order", typed, ...args.map(quoted)].join(" ");
}

/** Returns what a program is called on the command line, seen from the root of the repository: "10/lost-update". */
export function typedName(path: string): string {
  const name = programName(path);
  const [, number, stem] = /^chapters\/(\d\d)-[^/]+\/src\/([^/]+)\.[cm]?ts$/.exec(name) ?? [];
  return number && stem ? `${number}/${stem}` : name;
}

function quoted(word: string): string {
  return /^[\w./\\@:=+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
