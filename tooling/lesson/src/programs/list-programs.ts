import type { ListedProgram } from "./program-index.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { twoColumns } from "../terminal/two-columns.ts";

/** Returns the list of all programs as text, by chapter. */
export function listPrograms(programs: ListedProgram[]): string {
  if (programs.length === 0) return "There are no programs yet.";
  const widest = Math.max(...programs.map(({ name }) => name.length));
  const lines = programs.flatMap(({ name, chapter, header }, index) => [
    ...(chapter === programs[index - 1]?.chapter ? [] : ["", colors.bold(chapter)]),
    ...twoColumns(`  ${name.padEnd(widest)}  `, widest + 4, header.title ?? "", terminal),
  ]);
  return [
    ...lines.slice(1),
    "",
    "Run one: pnpm lesson run <program>",
    "Search:  pnpm lesson find <words>",
  ].join("\n");
}
