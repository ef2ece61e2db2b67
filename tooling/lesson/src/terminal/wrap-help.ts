import { wrapText } from "@samples/timeline";
import type { Terminal } from "./terminal.ts";

/** Returns help text so that no word is cut at the edge of the terminal; a line's continuation has its indent, and 4 more where it has one. */
export function wrapHelp(text: string, { isTTY, width }: Terminal): string {
  if (!isTTY) return text;
  return text
    .split("\n")
    .flatMap((line) => {
      if (line.length <= width) return [line];
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      const below = " ".repeat(indent === 0 ? 0 : indent + 4);
      const [first = "", ...rest] = wrapText(line.trimStart(), width - below.length);
      return [" ".repeat(indent) + first.trim(), ...rest.map((each) => below + each.trim())];
    })
    .join("\n");
}
