import type { Hole } from "./hole.ts";
import type { Line } from "./recorded-line.ts";

const typedValue = new RegExp(
  [
    // A duration: its number, when a unit of time follows.
    String.raw`(?<![\w.,{-])(?<duration>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?= ?(?:ms|s)\b)`,
    String.raw`(?<![\w.,{-])(?<ratio>\d+\.\d+)(?= ?(?:×|times\b|x\b))`,
    String.raw`\b(?<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b`,
    String.raw`\b(?<id>[0-9a-f]{24})\b`,
    String.raw`\b(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)`,
    String.raw`(?<=\b(?:127\.0\.0\.1|localhost):)(?<port>\d{2,5})\b`,
  ].join("|"),
  "g",
);

/**
 * Returns a printed line with a hole wherever a value stands whose type can be told by its form. Whether such a value
 * varies from run to run is another question: "no answer within 100 ms" is a text that has a duration in it.
 */
export function findTypedValues(printed: string): Line {
  const pattern: (string | Hole)[] = [];
  const values: string[] = [];
  let end = 0;
  for (const found of printed.matchAll(typedValue)) {
    const [kind] =
      Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (found.index > end) pattern.push(printed.slice(end, found.index));
    pattern.push({ declaration: kind ?? "", kind: kind as Hole["kind"] });
    values.push(found[0]);
    end = found.index + found[0].length;
  }
  if (end < printed.length || pattern.length === 0) pattern.push(printed.slice(end));
  return { pattern, values };
}

/**
 * Says whether the source has this value, with the word before it and what follows it, as a text of its own: then the
 * program did not measure it.
 */
export function isLiteralOf(source: string, printed: string, value: string, at: number): boolean {
  const before = /\S*\s*$/.exec(printed.slice(0, at))?.[0] ?? "";
  const unit = /^ ?\p{Letter}*/u.exec(printed.slice(at + value.length))?.[0] ?? "";
  const text = `${before}${value}${unit}`;
  if (before !== "") return source.includes(text);
  return ['"', "'", "`"].some((quote) => source.includes(`${quote}${text}`));
}
