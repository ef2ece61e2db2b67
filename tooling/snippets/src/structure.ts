/** What must stay the same in a picture from run to run: not where each bar lies, but how the bars lie to each other. */
export interface PictureStructure {
  lanes: Record<string, LaneStructure>;
}

export interface LaneStructure {
  /** How often each name occurs. */
  names: Record<string, number>;
  /** Most spans open at one moment. */
  peak: number;
  /** Length of the longest chain of spans in which each starts when the one before has ended. */
  chain: number;
}

interface SpanShape {
  lane: string;
  name: string;
  startMs: number;
  endMs: number;
  internal?: boolean;
}

/** Returns the structure of the lanes whose spans wait for something: commands and requests. */
export function describeStructure(spans: readonly SpanShape[]): PictureStructure {
  const lanes: Record<string, LaneStructure> = {};
  for (const lane of ["mongodb", "http"]) {
    const shown = spans.filter((span) => span.lane === lane && !span.internal);
    if (shown.length === 0) continue;
    const names: Record<string, number> = {};
    for (const span of shown) names[span.name] = (names[span.name] ?? 0) + 1;
    lanes[lane] = { names: sortedByKey(names), peak: peak(shown), chain: chain(shown) };
  }
  return { lanes };
}

function sortedByKey(record: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function peak(spans: SpanShape[]): number {
  const steps = spans
    .flatMap((span) => [
      { atMs: span.startMs, by: 1 },
      // A span of no length counts, too; one that starts when another ends does not overlap it.
      { atMs: Math.max(span.endMs, span.startMs + 0.001), by: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.by - b.by);
  let open = 0;
  let most = 0;
  for (const { by } of steps) {
    open += by;
    most = Math.max(most, open);
  }
  return most;
}

/** The classic greedy choice: always take the span that ends first among those that start after the last one taken. */
function chain(spans: SpanShape[]): number {
  let endMs = -Infinity;
  let length = 0;
  for (const span of spans.toSorted((a, b) => a.endMs - b.endMs)) {
    if (span.startMs >= endMs) {
      endMs = span.endMs;
      length += 1;
    }
  }
  return length;
}

/** Returns what differs in words, or an empty array. */
export function compareStructure(recorded: PictureStructure, now: PictureStructure): string[] {
  const differences: string[] = [];
  for (const lane of new Set([...Object.keys(recorded.lanes), ...Object.keys(now.lanes)])) {
    const before = recorded.lanes[lane];
    const after = now.lanes[lane];
    if (!before || !after) {
      differences.push(`the ${lane} lane is ${before ? "gone" : "new"}`);
      continue;
    }
    for (const name of new Set([...Object.keys(before.names), ...Object.keys(after.names)])) {
      const was = before.names[name] ?? 0;
      const is = after.names[name] ?? 0;
      if (was !== is) differences.push(`${lane}: ${name} ×${was} was recorded, now ×${is}`);
    }
    if (before.peak !== after.peak) {
      differences.push(`${lane}: at most ${before.peak} in flight was recorded, now ${after.peak}`);
    }
    if (before.chain !== after.chain) {
      differences.push(
        `${lane}: ${before.chain} one after another was recorded, now ${after.chain}`,
      );
    }
  }
  return differences;
}

const open = '<metadata id="structure"><![CDATA[';
const close = "]]></metadata>";

/** Returns the SVG with the structure inside it, where `readStructure` finds it again. */
export function embedStructure(svg: string, structure: PictureStructure): string {
  const end = svg.lastIndexOf("</svg>");
  const json = JSON.stringify(structure).replaceAll("]]>", String.raw`]]\u003e`);
  return `${svg.slice(0, end)}${open}${json}${close}${svg.slice(end)}`;
}

/** Returns the structure inside a recorded SVG; undefined when there is none that can be read. */
export function readStructure(svg: string): PictureStructure | undefined {
  const start = svg.lastIndexOf(open);
  const end = svg.indexOf(close, start);
  if (start === -1 || end === -1) return undefined;
  try {
    return JSON.parse(svg.slice(start + open.length, end)) as PictureStructure;
  } catch {
    return undefined;
  }
}
