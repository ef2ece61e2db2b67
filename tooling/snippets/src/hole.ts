/**
 * A place in recorded output where the value may be another one in the next run. A program's header declares what may
 * stand there (`@output {ticks 3..8} ticks in {1L..1.6L} ms`); a few types are also found by recording twice.
 *
 *     {3..8}  {ticks 3..8}       a number from 3 to 8, also with a name
 *     {1L..1.6L}  {8L..}         a duration in multiples of the lab's latency; the upper bound may be left open
 *     {duration}  {ratio}        a duration or a ratio about as long as the one that was recorded
 *     {id} {uuid} {port} {time}  an ObjectId, a UUID, a port, an ISO time
 *     {word}                     whatever has no space in it
 *     {ticks}                    the very value that another hole of this name has in the same run
 */
export interface Hole {
  /** As it stands between the braces: "ticks 3..8". */
  declaration: string;
  /** Holes of one name have one value in a run. */
  name?: string;
  kind: keyof typeof valuePatterns;
  /** Bounds of a "number"; Infinity where the upper one is left open. */
  low?: number;
  high?: number;
  /** The bounds are multiples of the latency. */
  inLatencies?: boolean;
}

const number = String.raw`-?\d+(?:,\d{3})*(?:\.\d+)?`;

/** What a value of each kind looks like. */
const valuePatterns = {
  number,
  duration: number,
  ratio: number,
  id: "[0-9a-f]{24}",
  uuid: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
  port: String.raw`\d{2,5}`,
  time: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`,
  word: String.raw`\S+`,
};

const kinds = "duration|ratio|id|uuid|port|time|word";
const bound = String.raw`\d+(?:\.\d+)?`;

/** Source of a pattern that a hole's declaration matches, without its braces. */
export const declarationPattern = String.raw`(?:[a-z][\w-]* )?(?:(?:${kinds})|-?${bound}L?\.\.(?:-?${bound}L?)?)`;

const declared = new RegExp(
  String.raw`^(?:(?<name>[a-z][\w-]*) )?(?:(?<kind>${kinds})|(?<low>-?${bound})(?<lowL>L?)\.\.(?:(?<high>-?${bound})L?)?)$`,
);

/** Returns the hole that a declaration describes ("ticks 3..8"); undefined when it is none. */
export function readHole(declaration: string): Hole | undefined {
  const { name, kind, low, lowL, high } = declared.exec(declaration)?.groups ?? {};
  if (kind === undefined && low === undefined) return undefined;
  return {
    declaration,
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined
      ? {
          kind: "number" as const,
          low: Number(low),
          high: high === undefined ? Infinity : Number(high),
          inLatencies: lowL === "L",
        }
      : { kind: kind as Exclude<Hole["kind"], "number"> }),
  };
}

/** Returns the source of a pattern that a value of the hole matches. */
export function valuePattern(hole: Hole): string {
  return valuePatterns[hole.kind];
}

/** What follows a hole says its unit: a value in seconds is compared in ms. */
function msPerUnit(textAfter: string): number {
  return /^ ?s\b/.test(textAfter) ? 1000 : 1;
}

/**
 * Says why a value may not stand in a hole, where another one was recorded; undefined when it may.
 *
 * @param textAfter what follows the hole in its line: its unit
 */
export function refuseValue(
  hole: Hole,
  recorded: string,
  value: string,
  textAfter: string,
  latencyMs: number,
): string | undefined {
  const [low, high] = boundsOf(hole, recorded, textAfter, latencyMs);
  const now = toNumber(value);
  if (low === undefined || high === undefined || (now >= low && now <= high)) return undefined;
  const allowed =
    high === Infinity ? `at least ${round(low)}` : `${round(Math.max(low, 0))} to ${round(high)}`;
  const why =
    hole.kind === "number" ? `the header allows ${allowed}` : `${recorded} allows ${allowed}`;
  return `${hole.name ? `${hole.name} is ` : ""}${value}, and ${why}`;
}

/** Returns the lowest and the highest value that may stand in a hole, in the unit that is printed. */
export function boundsOf(
  hole: Hole,
  recorded: string,
  textAfter: string,
  latencyMs: number,
): [number, number] | [] {
  const unit = msPerUnit(textAfter);
  const value = toNumber(recorded);
  switch (hole.kind) {
    case "number": {
      const factor = hole.inLatencies ? latencyMs / unit : 1;
      return [(hole.low ?? -Infinity) * factor, (hole.high ?? Infinity) * factor];
    }
    case "duration":
      // Twice as slow must never pass; a busy machine adds its share to each wait and half a latency of its own.
      return [value * 0.75 - (0.3 * latencyMs) / unit, value * 1.4 + (0.5 * latencyMs) / unit];
    case "ratio":
      return [value / 1.6, value * 1.6];
    default:
      return [];
  }
}

function toNumber(value: string): number {
  return Number(value.replaceAll(",", ""));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
