import { readFileSync } from "node:fs";
import { parseRegions } from "@samples/snippets";
import type { ListedProgram } from "./program-index.ts";
import { shortPath } from "../repository.ts";

/** How long a program may be, and how wide its lines: what fits a slide. */
const limits = { lines: 60, columns: 80 };
/** What is aimed at over all programs. */
const aims = { medianLines: 30, regionShare: 0.4 };

/** How much of a program there is to read. */
export interface ProgramLines {
  name: string;
  file: string;
  /** All lines, with the header. */
  lines: number;
  /** Lines below the header that are neither empty nor the marker of a region. */
  code: number;
  /** Those of them that a region shows. */
  inRegions: number;
  /** Lines with more than 80 columns. */
  tooWide: number[];
}

export interface LinesSummary {
  programs: number;
  medianLines: number;
  longest: number;
  /** Share of the code that stands in regions, over all programs. */
  regionShare: number;
  /** The same as a median of the programs' shares. */
  medianRegionShare: number;
}

/** Counts the lines of each program. */
export function countLines(programs: ListedProgram[]): ProgramLines[] {
  return programs.map(({ name, file }) => {
    const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    const all = text.replace(/\n$/, "").split("\n");
    const headerEnd = /^\s*\/\*\*[\s\S]*?\*\//.exec(text)?.[0].split("\n").length ?? 0;
    const regions = parseRegions(text, shortPath(file));
    const markers = new Set(regions.flatMap(({ startLine, endLine }) => [startLine, endLine]));
    const code = all
      .map((_, index) => index + 1)
      .filter((line) => line > headerEnd && all[line - 1]?.trim() !== "" && !markers.has(line));
    const isShown = (line: number): boolean =>
      regions.some(({ startLine, endLine }) => line > startLine && line < endLine);
    return {
      name,
      file: shortPath(file),
      lines: all.length,
      code: code.length,
      inRegions: code.filter(isShown).length,
      tooWide: all.flatMap((line, index) => (line.length > limits.columns ? [index + 1] : [])),
    };
  });
}

/** Returns the figures over all programs. */
export function summarizeLines(counted: ProgramLines[]): LinesSummary {
  const sum = (key: "code" | "inRegions"): number =>
    counted.reduce((total, program) => total + program[key], 0);
  return {
    programs: counted.length,
    medianLines: median(counted.map(({ lines }) => lines)),
    longest: Math.max(0, ...counted.map(({ lines }) => lines)),
    regionShare: share(sum("inRegions"), sum("code")),
    medianRegionShare: median(counted.map(regionShareOf)),
  };
}

/** Returns what is too long or too wide, and, as warnings, which programs show too little of themselves in regions. */
export function checkLines(counted: ProgramLines[]): {
  problems: { file: string; line: number; message: string }[];
  warnings: string[];
} {
  const problems = counted.flatMap(({ file, lines, tooWide }) => [
    ...(lines > limits.lines
      ? [
          {
            file,
            line: limits.lines + 1,
            message: `has ${lines} lines, and at most ${limits.lines} fit a slide: leave out what the idea does not need`,
          },
        ]
      : []),
    ...tooWide.map((line) => ({
      file,
      line,
      message: `this line has more than ${limits.columns} columns`,
    })),
  ]);
  const warnings = counted
    .filter((program) => regionShareOf(program) < aims.regionShare)
    .map(
      (program) =>
        `${program.file}: its regions have ${percent(regionShareOf(program))} of the code; aim at ${percent(aims.regionShare)}`,
    );
  return { problems, warnings };
}

/** Returns what the programs together miss of what is aimed at, as warnings. */
export function checkSummary({ medianLines, regionShare }: LinesSummary): string[] {
  return [
    ...(medianLines > aims.medianLines
      ? [`the median program has ${medianLines} lines; aim at ${aims.medianLines}`]
      : []),
    ...(regionShare < aims.regionShare
      ? [`regions have ${percent(regionShare)} of the code; aim at ${percent(aims.regionShare)}`]
      : []),
  ];
}

/** Returns the counted lines as a table, with a last row for all programs. */
export function formatLines(counted: ProgramLines[]): string {
  const summary = summarizeLines(counted);
  const rows = [
    ["program", "lines", "code", "in regions", ""],
    ...counted.map((program) => [
      program.name,
      String(program.lines),
      String(program.code),
      String(program.inRegions),
      percent(regionShareOf(program)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const table = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [
    ...table,
    "",
    `${summary.programs} programs: median ${summary.medianLines} lines, longest ${summary.longest}`,
    `regions have ${percent(summary.regionShare)} of the code; median of the programs ${percent(summary.medianRegionShare)}`,
  ].join("\n");
}

function regionShareOf({ inRegions, code }: ProgramLines): number {
  return share(inRegions, code);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
