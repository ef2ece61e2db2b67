import { programName } from "../program/locate-program.ts";

/** Returns the command line that runs a program in one order. */
export function replayCommand(path: string, order: string): string {
  const name = programName(path);
  const [, number, stem] = /^chapters\/(\d\d)-[^/]+\/src\/([^/]+)\.[cm]?ts$/.exec(name) ?? [];
  return `pnpm lesson run ${number && stem ? `${number}/${stem}` : name} --order ${order}`;
}
