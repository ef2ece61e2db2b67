import { hashText } from "./region.ts";

/** Returns a fenced code block whose fence is longer than any run of backticks inside it. */
export function fence(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return [`${ticks}${language}`, ...text.split("\n"), ticks];
}

/** Returns the first eight digits of the hash of a block's lines, as its marker shows them. */
export function hashBlock(lines: string[]): string {
  return hashText(lines.join("\n")).slice(0, 8);
}
