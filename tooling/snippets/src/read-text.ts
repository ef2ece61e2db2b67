import { readFileSync } from "node:fs";
import { LocatedError } from "./located-error.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Returns the text of `file`, byte for byte (a byte order mark and CRLF stay).
 *
 * @throws LocatedError with the line of the first byte that is not UTF-8
 */
export function readText(file: string, shownAs: string = file): string {
  const bytes = readFileSync(file);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new LocatedError(
      shownAs,
      firstBadLine(bytes),
      "this file is not UTF-8: save it as UTF-8 and run the command again",
    );
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    // 0x0a is a byte of its own in UTF-8, so lines can be checked one by one.
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
    line += 1;
  }
  return line;
}
