import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import type { TextProblem } from "./check-references.ts";

/** Where a number in the prose of a chapter may come from. */
export interface NumberSources {
  /** Every line that the chapter's programs printed when they were recorded. */
  printed: string[];
  /** The texts of the chapter's programs. */
  programs: string[];
  /** Latencies with which they run, in ms. */
  latenciesMs: number[];
}

const duration = /(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s?(ms|milliseconds?|s|seconds?)\b/g;
const counted =
  /(?<![\w.,/-])(\d[\d,]*)\s+(?!(?:milli)?seconds?\b|(?:and|are|for|the|was)\b)([a-z]{3,})\b/gi;
const literal = /(?<![\w.])\d[\d_]*(?:\.\d+)?/g;

/**
 * Returns the numbers in the prose of a lesson that nothing vouches for: a duration that is neither recorded nor in a
 * program nor a latency, and a count of something that programs print other counts of. Code is not prose: in backticks
 * anything may stand.
 */
export function checkNumbers(markdown: string, sources: NumberSources): TextProblem[] {
  const durations = new Set([
    ...sources.latenciesMs,
    ...sources.printed.flatMap((line) => [...line.matchAll(duration)].map(inMs)),
  ]);
  const counts = new Map<string, Set<number>>();
  for (const [, number = "", noun = ""] of sources.printed.flatMap((line) => [
    ...line.matchAll(counted),
  ])) {
    const known = counts.get(singular(noun)) ?? new Set();
    counts.set(singular(noun), known.add(toNumber(number)));
  }
  const literals = new Set(
    sources.programs.flatMap((text) =>
      [...text.matchAll(literal)].map(([number]) => Number(number.replaceAll("_", ""))),
    ),
  );

  const problems: TextProblem[] = [];
  visit(fromMarkdown(markdown), "text", (node) => {
    const tell = (at: number, message: string) => {
      const before = node.value.slice(0, at).split("\n").length - 1;
      problems.push({ line: (node.position?.start.line ?? 1) + before, message });
    };
    for (const found of node.value.matchAll(duration)) {
      if (durations.has(inMs(found)) || literals.has(inMs(found))) continue;
      tell(
        found.index,
        `"${found[0]}" is in no recorded output, program or latency of this chapter: say what can be checked ("one round trip"), or put a constant in backticks`,
      );
    }
    for (const { 0: text, 1: number = "", 2: noun = "", index } of node.value.matchAll(counted)) {
      const known = counts.get(singular(noun));
      if (!known || known.has(toNumber(number)) || literals.has(toNumber(number))) continue;
      tell(
        index,
        `"${text}" is not what is recorded: programs of this chapter print ${[...known].join(", ")}: write that, or put a constant in backticks`,
      );
    }
  });
  return problems;
}

function inMs([, number = "", unit = ""]: RegExpExecArray): number {
  return toNumber(number) * (unit.startsWith("m") ? 1 : 1000);
}

function toNumber(text: string): number {
  return Number(text.replaceAll(",", ""));
}

/** "1 query", "2 queries" and "2 ticks", "1 tick" are counts of the same. */
function singular(noun: string): string {
  return noun.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
}
