import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { OutputLine } from "../run.ts";

/** A line longer than this is passed on in pieces, in characters: a program may print without end. */
const longestLine = 1 << 20;

/**
 * Calls `onLine` for each line of `stream`, stamped with the time at which its end arrived. What stands behind
 * the last line break counts as a line when the stream ends.
 */
export function readOutputLines(
  stream: Readable,
  name: OutputLine["stream"],
  now: () => number,
  onLine: (line: OutputLine) => void,
): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";

  function take(text: string, atMs: number): void {
    rest += text;
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) {
      lines.push(rest);
      rest = "";
    }
    for (const line of lines) onLine({ atMs, stream: name, text: line.replace(/\r$/, "") });
  }

  stream.on("data", (chunk: Buffer) => take(decoder.write(chunk), now()));
  stream.once("close", () => {
    rest += decoder.end();
    if (rest !== "") onLine({ atMs: now(), stream: name, text: rest });
  });
}
