/**
 * Recorded output is the text that a program printed, with typed holes where a value may vary. A hole keeps the
 * value that was seen and the bounds within which the next run must stay:
 *
 *     10 packages in {1.1L} ms          a duration, as a multiple of the lab's latency
 *     {4 in 3..8} ticks                 a number, with the bounds that the program's header declares
 *     took {10.2L in 9L..12L} ms        a duration, with declared bounds
 *     {9.8×} as long                    a ratio
 *     inserted {id 65f0c0…}             an ObjectId; likewise uuid, port, time
 */

export type Token =
  | { kind: "text"; text: string }
  | { kind: "latencies"; value: number; low?: number; high?: number }
  | { kind: "number"; value: number; low: number; high: number }
  | { kind: "ratio"; value: number }
  | { kind: "id" | "uuid" | "port" | "time" | "word"; value: string };

export interface RecordingRules {
  /** What 1L is, in ms. */
  latencyMs: number;
  /** Lines of the header's `@output`: the line as printed, with `{3..8}`, `{9L..12L}` or `{word}` where it varies. */
  templates: string[];
}

const automatic = new RegExp(
  [
    // A duration: its number, when a unit of time follows.
    String.raw`(?<![\w.,{])(?<duration>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?= ?(?<unit>ms|s)\b)`,
    String.raw`(?<![\w.,{])(?<ratio>\d+\.\d+)(?= ?(?:×|times\b|x\b))`,
    String.raw`\b(?<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b`,
    String.raw`\b(?<id>[0-9a-f]{24})\b`,
    String.raw`\b(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)`,
    String.raw`(?<=\b(?:127\.0\.0\.1|localhost):)(?<port>\d{2,5})\b`,
  ].join("|"),
  "g",
);

const templateHole =
  /\{(?:(?<word>word)|(?<low>-?\d+(?:\.\d+)?)(?<lowL>L?)\.\.(?<high>-?\d+(?:\.\d+)?)(?<highL>L?))\}/g;

const recordedHole = new RegExp(
  [
    String.raw`\{(?<latencies>\d+(?:\.\d+)?)L(?: in (?<lowL>\d+(?:\.\d+)?)L\.\.(?<highL>\d+(?:\.\d+)?)L)?\}`,
    String.raw`\{(?<number>-?\d+(?:\.\d+)?) in (?<low>-?\d+(?:\.\d+)?)\.\.(?<high>-?\d+(?:\.\d+)?)\}`,
    String.raw`\{(?<ratio>\d+(?:\.\d+)?)×\}`,
    String.raw`\{(?<typed>id|uuid|port|time|word) (?<value>[^}]+)\}`,
  ].join("|"),
  "g",
);

/** Returns a printed line as tokens: literal text, and a hole for each value that may vary. */
export function recordLine(line: string, rules: RecordingRules): Token[] {
  for (const template of rules.templates) {
    const tokens = matchTemplate(line, template, rules.latencyMs);
    if (tokens) return tokens;
  }
  const tokens: Token[] = [];
  let end = 0;
  for (const found of line.matchAll(automatic)) {
    pushText(tokens, line.slice(end, found.index));
    tokens.push(automaticHole(found.groups ?? {}, rules.latencyMs));
    end = found.index + found[0].length;
  }
  pushText(tokens, line.slice(end));
  return tokens;
}

function automaticHole(groups: Record<string, string | undefined>, latencyMs: number): Token {
  const { duration, unit, ratio, uuid, id, time, port } = groups;
  if (duration !== undefined) {
    const ms = Number(duration.replaceAll(",", "")) * (unit === "s" ? 1000 : 1);
    return { kind: "latencies", value: round(ms / latencyMs) };
  }
  if (ratio !== undefined) return { kind: "ratio", value: round(Number(ratio)) };
  if (uuid !== undefined) return { kind: "uuid", value: uuid };
  if (id !== undefined) return { kind: "id", value: id };
  if (time !== undefined) return { kind: "time", value: time };
  return { kind: "port", value: port ?? "" };
}

function matchTemplate(line: string, template: string, latencyMs: number): Token[] | undefined {
  const holes = [...template.matchAll(templateHole)];
  let pattern = "^";
  let end = 0;
  for (const hole of holes) {
    pattern += escapePattern(template.slice(end, hole.index));
    pattern += hole.groups?.["word"] ? String.raw`(\S+)` : String.raw`(-?\d+(?:\.\d+)?)`;
    end = hole.index + hole[0].length;
  }
  const found = new RegExp(`${pattern}${escapePattern(template.slice(end))}$`).exec(line);
  if (!found) return undefined;

  const tokens: Token[] = [];
  end = 0;
  for (const [index, hole] of holes.entries()) {
    pushText(tokens, template.slice(end, hole.index));
    end = hole.index + hole[0].length;
    const value = found[index + 1] ?? "";
    const { word, low, high, lowL } = hole.groups ?? {};
    if (word) {
      tokens.push({ kind: "word", value });
    } else if (lowL === "L") {
      const unit = /^ ?s\b/.test(template.slice(end)) ? 1000 : 1;
      tokens.push({
        kind: "latencies",
        value: round((Number(value) * unit) / latencyMs),
        low: Number(low),
        high: Number(high),
      });
    } else {
      tokens.push({ kind: "number", value: Number(value), low: Number(low), high: Number(high) });
    }
  }
  pushText(tokens, template.slice(end));
  return tokens;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function pushText(tokens: Token[], text: string): void {
  if (text !== "") tokens.push({ kind: "text", text });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Returns the line as it stands in a recorded file. */
export function formatTokens(tokens: Token[]): string {
  return tokens
    .map((token) => {
      switch (token.kind) {
        case "text":
          return token.text;
        case "latencies":
          return token.low === undefined
            ? `{${token.value}L}`
            : `{${token.value}L in ${token.low}L..${token.high}L}`;
        case "number":
          return `{${token.value} in ${token.low}..${token.high}}`;
        case "ratio":
          return `{${token.value}×}`;
        default:
          return `{${token.kind} ${token.value}}`;
      }
    })
    .join("");
}

/** Returns the tokens of a line of a recorded file. */
export function parseRecordedLine(line: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of line.matchAll(recordedHole)) {
    pushText(tokens, line.slice(end, found.index));
    end = found.index + found[0].length;
    const groups = found.groups ?? {};
    if (groups["latencies"] !== undefined) {
      tokens.push({
        kind: "latencies",
        value: Number(groups["latencies"]),
        ...(groups["lowL"] === undefined
          ? {}
          : { low: Number(groups["lowL"]), high: Number(groups["highL"]) }),
      });
    } else if (groups["number"] !== undefined) {
      tokens.push({
        kind: "number",
        value: Number(groups["number"]),
        low: Number(groups["low"]),
        high: Number(groups["high"]),
      });
    } else if (groups["ratio"] !== undefined) {
      tokens.push({ kind: "ratio", value: Number(groups["ratio"]) });
    } else {
      tokens.push({
        kind: groups["typed"] as "id" | "uuid" | "port" | "time" | "word",
        value: groups["value"] ?? "",
      });
    }
  }
  pushText(tokens, line.slice(end));
  return tokens;
}

/** Returns a recorded line as a reader sees it: each hole filled with the value that was recorded. */
export function fillHoles(line: string, latencyMs: number): string {
  const tokens = parseRecordedLine(line);
  return tokens
    .map((token, index) => {
      if (token.kind === "text") return token.text;
      if (token.kind === "ratio") return token.value.toFixed(1);
      if (token.kind !== "latencies") return String(token.value);
      const next = tokens[index + 1];
      const inSeconds = next?.kind === "text" && /^ ?s\b/.test(next.text);
      const ms = token.value * latencyMs;
      return inSeconds ? (ms / 1000).toFixed(2) : String(Math.round(ms));
    })
    .join("");
}

/** How far a duration without declared bounds may be from the recorded one, in multiples of the latency. */
export function durationBounds(recorded: number): { low: number; high: number } {
  // Twice as slow must never pass; a busy machine adds its share to each wait and half a latency of its own.
  return { low: recorded * 0.75 - 0.3, high: recorded * 1.4 + 0.5 };
}

/**
 * Compares what a program printed now with what was recorded. Returns undefined when they agree, else what is wrong: a
 * difference in text before one in time.
 */
export function compareLine(recorded: Token[], printed: Token[]): string | undefined {
  if (recorded.length !== printed.length) return different(recorded, printed);
  let slow: string | undefined;
  for (const [index, before] of recorded.entries()) {
    const now = printed[index];
    if (!now || now.kind !== before.kind) return different(recorded, printed);
    if (before.kind === "text") {
      if (now.kind !== "text" || now.text !== before.text) return different(recorded, printed);
    } else if (before.kind === "latencies" && now.kind === "latencies") {
      const { low, high } =
        before.low === undefined || before.high === undefined
          ? durationBounds(before.value)
          : { low: before.low, high: before.high };
      if (now.value < low || now.value > high) {
        slow ??= `recorded ${before.value} times the latency, now ${now.value} (allowed ${round(Math.max(low, 0))} to ${round(high)})`;
      }
    } else if (before.kind === "number" && now.kind === "number") {
      if (before.low !== now.low || before.high !== now.high) return different(recorded, printed);
      if (now.value < now.low || now.value > now.high) {
        return `printed ${now.value}, and the header allows ${now.low} to ${now.high}`;
      }
    } else if (before.kind === "ratio" && now.kind === "ratio") {
      if (now.value < before.value / 1.6 || now.value > before.value * 1.6) {
        slow ??= `recorded ${before.value} times, now ${now.value}`;
      }
    }
  }
  return slow;
}

function different(recorded: Token[], printed: Token[]): string {
  return `recorded ${JSON.stringify(formatTokens(recorded))}, printed ${JSON.stringify(formatTokens(printed))}`;
}
