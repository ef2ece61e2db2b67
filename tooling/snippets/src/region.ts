import { createHash } from "node:crypto";
import { LocatedError } from "./located-error.ts";

/** A named part of a program: what a lesson copies. */
export interface Region {
  name: string;
  /** Lines of the two marker comments, counting from 1: for messages, never to identify anything. */
  startLine: number;
  endLine: number;
  /** The lines between the markers, dedented, joined by "\n", without a newline at the end. */
  text: string;
}

// The comment that editors fold by: https://code.visualstudio.com/docs/languages/typescript#_code-folding
const marker = /^[ \t]*\/\/[ \t]*#(region|endregion)\b[ \t]*(.*?)[ \t]*$/;
const regionName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Returns the regions of a program's text in the order in which they stand.
 *
 * @throws LocatedError for a region without a proper name, one that is never closed, one inside another,
 *   a second one of the same name, an empty one, and an end without a start
 */
export function parseRegions(source: string, file: string): Region[] {
  // Most files that are looked through have none: do not even split those into lines.
  if (!source.includes("#region") && !source.includes("#endregion")) return [];
  const lines = source.split(/\r?\n/);
  const regions: Region[] = [];
  let open: { name: string; startLine: number } | undefined;

  for (const [index, line] of lines.entries()) {
    const found = marker.exec(line);
    if (!found) continue;
    const lineNumber = index + 1;
    const [, kind, name = ""] = found;
    if (kind === "region") {
      if (open) {
        throw new LocatedError(
          file,
          lineNumber,
          `region "${name}" starts inside region "${open.name}" (line ${open.startLine}): close that one first`,
        );
      }
      if (!regionName.test(name)) {
        throw new LocatedError(
          file,
          lineNumber,
          `cannot use ${JSON.stringify(name)} as a region's name: write small letters, digits and hyphens`,
        );
      }
      const other = regions.find((region) => region.name === name);
      if (other) {
        throw new LocatedError(
          file,
          lineNumber,
          `region "${name}" stands here a second time (first on line ${other.startLine}): give it another name`,
        );
      }
      open = { name, startLine: lineNumber };
    } else {
      if (!open) {
        throw new LocatedError(
          file,
          lineNumber,
          "#endregion closes nothing: no region is open here",
        );
      }
      const text = dedent(lines.slice(open.startLine, index)).join("\n");
      if (text.trim() === "") {
        throw new LocatedError(file, open.startLine, `region "${open.name}" is empty`);
      }
      regions.push({ ...open, endLine: lineNumber, text });
      open = undefined;
    }
  }
  if (open) {
    throw new LocatedError(
      file,
      open.startLine,
      `region "${open.name}" is never closed: add "// #endregion" after its last line`,
    );
  }
  return regions;
}

/** Returns the lines without marker comments: how a whole program is shown. */
export function withoutMarkers(source: string): string {
  return source
    .split(/\r?\n/)
    .filter((line) => !marker.test(line))
    .join("\n")
    .trimEnd();
}

/** Returns the lines without the indentation that all of them share, and without empty lines at either end. */
function dedent(lines: string[]): string[] {
  const isBlank = (line: string | undefined) => line !== undefined && line.trim() === "";
  let start = 0;
  let end = lines.length;
  while (start < end && isBlank(lines[start])) start += 1;
  while (end > start && isBlank(lines[end - 1])) end -= 1;
  const kept = lines.slice(start, end);
  const indents = kept
    .filter((line) => !isBlank(line))
    .map((line) => line.length - line.trimStart().length);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return kept.map((line) => (isBlank(line) ? "" : line.slice(shared)));
}

/** Returns the SHA-256 of a snippet's text in hex: the same on every machine, whatever its line ends. */
export function hashText(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}
