import { refuseValue } from "./hole.ts";
import {
  applyTemplate,
  formatLine,
  matchPattern,
  parseRecordedLine,
  printedLine,
  readTemplates,
  textAfter,
  type Line,
  type Pattern,
} from "./recorded-line.ts";
import { findTypedValues, isLiteralOf } from "./typed-values.ts";

export interface OutputRules {
  /** What 1L is, in ms. */
  latencyMs: number;
  /** Lines of the header's `@output`: the line as printed, with holes where it varies, and "…" for any text. */
  templates: string[];
  /** Beginnings of lines (the header's `@unordered`) that may come in any order among themselves. */
  unordered: string[];
}

export interface OutputDifference {
  /** Line of the recorded file, counting from 1. */
  line: number;
  message: string;
}

export interface RecordedOutput {
  /** What stands in the recorded file. */
  text: string;
  /** Durations and the like that were the same in every run, though the source does not have them as a text. */
  unproven: string[];
  /** What differs between the runs and cannot be typed: the header must declare it. */
  problems: string[];
}

/**
 * Returns the text of a recorded file for what a program printed in several runs. The first one is written down; the
 * others prove what varies. A hole is where the header declares one, and where a value differs whose type shows.
 *
 * @param source the program's text: what it has as a text of its own was not measured
 * @throws TemplateError when an `@output` of the header cannot be read
 */
export function recordOutput(
  [shown = [], ...others]: string[][],
  rules: OutputRules,
  source: string,
): RecordedOutput {
  const templates = readTemplates(rules.templates);
  const lines = shown.map(
    (printed) => declaredLine(printed, templates) ?? findTypedValues(printed),
  );
  const isDeclared = shown.map((printed) => declaredLine(printed, templates) !== undefined);
  const varies = lines.map(({ values }, index) => values.map(() => isDeclared[index] === true));
  const problems = differentNames(lines);
  for (const other of others) {
    const printed = alignLines(lines, other, rules.unordered);
    for (let index = 0; index < Math.max(lines.length, printed.length); index += 1) {
      const line = lines[index];
      const now = printed[index];
      const values = line && now !== undefined ? matchPattern(line.pattern, now) : undefined;
      if (line && values) {
        for (const [hole, value] of values.entries()) {
          const flags = varies[index];
          if (flags && value !== line.values[hole]) flags[hole] = true;
        }
        continue;
      }
      problems.push(
        `two runs printed ${quote(line && printedLine(line))} and ${quote(now)}: declare in the header what may vary (@output), or which lines come in any order (@unordered)`,
      );
      break;
    }
  }

  const unproven: string[] = [];
  const text = lines.map((line, index) => {
    const printed = printedLine(line);
    const proven = keepHoles(line, varies[index] ?? [], (value, at) => {
      if (!isLiteralOf(source, printed, value, at)) unproven.push(`${value} in "${printed}"`);
    });
    return `${formatLine(proven)}\n`;
  });
  return { text: text.join(""), unproven, problems: [...new Set(problems)] };
}

function declaredLine(printed: string, templates: Pattern[]): Line | undefined {
  for (const template of templates) {
    const line = applyTemplate(template, printed);
    if (line) return line;
  }
  return undefined;
}

/** Returns the line with the holes that are to be kept; the others become text, and `dropped` is told of each. */
function keepHoles(
  { pattern, values }: Line,
  keep: boolean[],
  dropped: (value: string, at: number) => void,
): Line {
  const kept: Line = { pattern: [], values: [] };
  const parts: (string | Pattern[number])[] = [];
  let hole = 0;
  let at = 0;
  for (const part of pattern) {
    if (typeof part === "string") {
      parts.push(part);
      at += part.length;
      continue;
    }
    const value = values[hole] ?? "";
    if (keep[hole]) {
      parts.push(part);
      kept.values.push(value);
    } else {
      dropped(value, at);
      parts.push(value);
    }
    at += value.length;
    hole += 1;
  }
  return { ...kept, pattern: parts };
}

/** Returns what a program printed when it was recorded: the lines of the run, holes filled with their values. */
export function printedOutput(recordedText: string): string[] {
  return recordedLines(recordedText).map((line) => printedLine(parseRecordedLine(line)));
}

function recordedLines(recordedText: string): string[] {
  const lines = recordedText.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Compares printed lines with a recorded file, line by line; an empty array says that they agree. */
export function compareOutput(
  recordedText: string,
  printedLines: string[],
  rules: OutputRules,
): OutputDifference[] {
  const recorded = recordedLines(recordedText).map((line) => parseRecordedLine(line));
  const printed = alignLines(recorded, printedLines, rules.unordered);
  const differences: OutputDifference[] = [];
  const now: Line[] = [];
  for (let index = 0; index < Math.max(recorded.length, printed.length); index += 1) {
    const before = recorded[index];
    const text = printed[index];
    const line = Math.min(index, Math.max(recorded.length - 1, 0)) + 1;
    if (!before || text === undefined) {
      differences.push({
        line,
        message: before
          ? `recorded ${quote(printedLine(before))}, and nothing more was printed`
          : `printed ${quote(text)}, which is not recorded`,
      });
      break;
    }
    const values = matchPattern(before.pattern, text);
    if (values) now.push({ pattern: before.pattern, values });
    const message = values
      ? refuseValues(before, values, rules.latencyMs)
      : `recorded ${quote(printedLine(before))}, printed ${quote(text)}`;
    if (message !== undefined) differences.push({ line, message });
  }
  for (const message of differentNames(now)) differences.push({ line: 1, message });
  return differences;
}

/**
 * Compares a recorded file with what the program's header declares now; an empty array says that each declared hole is
 * recorded as it is declared, and that nothing else is.
 *
 * @throws TemplateError when an `@output` of the header cannot be read
 */
export function compareDeclarations(
  recordedText: string,
  rules: Pick<OutputRules, "templates">,
): OutputDifference[] {
  const templates = readTemplates(rules.templates);
  const differences: OutputDifference[] = [];
  const used = new Set<Pattern>();
  for (const [index, text] of recordedLines(recordedText).entries()) {
    const line = parseRecordedLine(text);
    const template = templates.find((each) => applyTemplate(each, printedLine(line)));
    const declared = template && applyTemplate(template, printedLine(line));
    if (template) used.add(template);
    const unknown = line.pattern.find(
      (part) => typeof part !== "string" && (part.kind === "number" || part.name !== undefined),
    );
    if (declared ? formatLine(declared) !== text : unknown !== undefined) {
      differences.push({
        line: index + 1,
        message: declared
          ? `recorded ${quote(text)}, and the header's @output makes it ${quote(formatLine(declared))}`
          : `recorded ${quote(text)}, and no @output of the header declares this`,
      });
    }
  }
  for (const [index, template] of templates.entries()) {
    if (used.has(template)) continue;
    differences.push({
      line: 1,
      message: `the header's "@output ${rules.templates[index]}" is about none of the recorded lines`,
    });
  }
  return differences;
}

/** A duration whose declared upper bound is this many times the lower one says nothing of how long it takes. */
const widestBounds = 4;

/**
 * Returns the durations whose declared bounds are so wide that a line of another program fits them: bounds that let
 * anything pass are no claim. One that is only bounded below, `{8L..}`, says so.
 */
export function looseBounds(
  recordedText: string,
  otherLines: string[],
  { latencyMs }: Pick<OutputRules, "latencyMs">,
): OutputDifference[] {
  return recordedLines(recordedText).flatMap((text, index) => {
    const line = parseRecordedLine(text);
    const other = otherLines[index];
    const values = other === undefined ? undefined : matchPattern(line.pattern, other);
    if (!values || refuseValues(line, values, latencyMs) !== undefined) return [];
    return line.pattern.flatMap((hole) => {
      if (typeof hole === "string" || !hole.inLatencies) return [];
      const { low = 0, high = Infinity, declaration } = hole;
      if (high === Infinity || high <= low * widestBounds) return [];
      return [
        {
          line: index + 1,
          message: `{${declaration}} is so wide that it lets ${quote(other)} pass`,
        },
      ];
    });
  });
}

function refuseValues(
  { pattern, values: before }: Line,
  values: string[],
  latencyMs: number,
): string | undefined {
  let hole = 0;
  for (const [index, part] of pattern.entries()) {
    if (typeof part === "string") continue;
    const [was = "", is = ""] = [before[hole], values[hole]];
    hole += 1;
    const why = refuseValue(part, was, is, textAfter(pattern, index), latencyMs);
    if (why) return `printed ${quote(printedLine({ pattern, values }))}: ${why}`;
  }
  return undefined;
}

/** Holes of one name must have one value in a run. */
function differentNames(lines: Line[]): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { pattern, values } of lines) {
    const holes = pattern.filter((part) => typeof part !== "string");
    for (const [index, { name }] of holes.entries()) {
      const value = values[index] ?? "";
      if (name === undefined) continue;
      const other = seen.get(name) ?? value;
      seen.set(name, other);
      if (other !== value) problems.push(`${name} is ${other} in one line and ${value} in another`);
    }
  }
  return problems;
}

/**
 * Returns printed lines in the order of the recorded ones, as far as the header lets them come in any order: each run of
 * neighboring lines with a declared beginning is laid beside the lines that it fits.
 */
function alignLines(recorded: Line[], printed: string[], unordered: string[]): string[] {
  const aligned = [...printed];
  const prefixOf = (line: string): string | undefined =>
    unordered.find((start) => line.startsWith(start));
  for (let start = 0; start < recorded.length;) {
    const prefix = prefixOf(printedAt(recorded, start));
    let end = start + 1;
    while (end < recorded.length && prefixOf(printedAt(recorded, end)) === prefix) end += 1;
    const group = printed.slice(start, end);
    if (prefix !== undefined && group.every((line) => prefixOf(line) === prefix)) {
      aligned.splice(start, group.length, ...inOrderOf(recorded.slice(start, end), group));
    }
    start = end;
  }
  return aligned;
}

function printedAt(lines: Line[], index: number): string {
  const line = lines[index];
  return line ? printedLine(line) : "";
}

/** Lines that fit a recorded one go to its place, the one with the nearest values first; the rest fills what is left. */
function inOrderOf(recorded: Line[], printed: string[]): string[] {
  const left = [...printed];
  const placed = recorded.map(({ pattern, values }) => {
    const fitting = left.flatMap((line) => {
      const now = matchPattern(pattern, line);
      if (!now) return [];
      const distance = now.reduce(
        (sum, value, index) => sum + Math.abs(Number(value) - Number(values[index])),
        0,
      );
      return [{ line, distance: Number.isNaN(distance) ? 0 : distance }];
    });
    const [nearest] = fitting.toSorted((a, b) => a.distance - b.distance);
    if (nearest) left.splice(left.indexOf(nearest.line), 1);
    return nearest?.line;
  });
  return [...placed.map((line) => line ?? left.shift() ?? ""), ...left];
}

function quote(text: string | undefined): string {
  return text === undefined ? "nothing" : JSON.stringify(text);
}
