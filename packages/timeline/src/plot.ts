import type { OutputSpan } from "./span.ts";

/** A number that a program prints again and again, such as `depth 3`, to be drawn as a lane. */
export interface PlotTag {
  /** The words that stand beside the number: "depth", "in flight". */
  name: string;
  /** Shown after the number: "MB". */
  unit?: string;
}

/** What a program printed about one name over time. */
export interface Plot extends PlotTag {
  /** In order of time. A line with the name and without a number has no value: it is an event. */
  points: PlotPoint[];
}

export interface PlotPoint {
  /** When the line was printed, in ms since the program's process was started. */
  atMs: number;
  value?: number;
}

/**
 * Reads the tags of a header, one a line: "depth", "in flight", "heap (MB)".
 */
export function readPlotTags(text: string): PlotTag[] {
  return text.split("\n").flatMap((line) => {
    const [, name = "", unit] = /^\s*(.*?)\s*(?:\(([^()]*)\)\s*)?$/.exec(line) ?? [];
    return name === "" ? [] : [{ name, ...(unit && { unit }) }];
  });
}

/** Collects what lines of output say about a name. */
export function readPlot(tag: PlotTag, lines: Iterable<OutputSpan>): Plot {
  const read = createReader(tag);
  const points: PlotPoint[] = [];
  for (const { name: text, startMs } of lines) {
    const found = read(text);
    if (!found) continue;
    points.push({ atMs: startMs, ...(found.value !== undefined && { value: found.value }) });
  }
  return { ...tag, points };
}

/** Whether a line says nothing but what the tags make lanes of: a picture need not show it twice. */
export function isOnlyPlotted(text: string, tags: readonly PlotTag[]): boolean {
  let rest = text;
  for (const tag of tags) rest = createReader(tag)(rest)?.rest ?? rest;
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

interface Reading {
  value?: number;
  /** The line without what was read. */
  rest: string;
}

/** "1,024", "-3.5": as console.log and toLocaleString print numbers. */
const number = String.raw`-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;

/** Reads "depth 3", "depth: 3", "depth = 3 MB", "3 in flight"; a line with the name alone is an event. */
function createReader({ name, unit }: PlotTag): (text: string) => Reading | undefined {
  const word = escape(name).replaceAll(/\s+/g, String.raw`\s+`);
  const bounded = String.raw`(?<![\p{L}\p{N}_])${word}(?![\p{L}\p{N}_])`;
  const unitPart = unit === undefined ? "" : String.raw`(?:\s*${escape(unit)})?`;
  const forms = [
    new RegExp(String.raw`${bounded}\s*[:=]?\s*(${number})${unitPart}`, "u"),
    new RegExp(String.raw`(?<![\p{L}\p{N}_.,])(${number})${unitPart}\s+${bounded}`, "u"),
    new RegExp(bounded, "u"),
  ];
  return (text) => {
    for (const form of forms) {
      const match = form.exec(text);
      if (!match) continue;
      const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
      return match[1] === undefined
        ? { rest }
        : { value: Number(match[1].replaceAll(",", "")), rest };
    }
    return undefined;
  };
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
