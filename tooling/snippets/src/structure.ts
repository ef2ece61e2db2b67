import type { Timeline } from "@samples/timeline";
import { hashText } from "./region.ts";

/** What must stay the same in a picture from run to run: not where each bar lies, but how the bars lie to each other. */
export interface PictureStructure {
  lanes: Record<string, LaneStructure>;
  /** The run, or the two runs, that the picture was drawn from. */
  runs: DrawnRun[];
}

/** Tells whether two recorded files are of one run. */
export interface DrawnRun {
  /** Hash of everything that the run's picture shows. */
  id: string;
  /** Hash of what the run printed. */
  output: string;
}

export interface LaneStructure {
  /** How often each name occurs. */
  names: Record<string, number>;
  /** Most spans open at one moment. */
  peak: number;
  /** Length of the longest chain of spans in which each starts when the one before has ended. */
  chain: number;
}

/**
 * Returns the structure of the lanes whose spans wait for something, commands and requests, those to the program as well, and which run it is.
 *
 * @param printed the recorded lines of the same run
 */
export function describeStructure(timeline: Timeline, printed: string[]): PictureStructure {
  const lanes: Record<string, LaneStructure> = {};
  for (const [lane, spans] of [
    ["mongodb", timeline.mongodb()],
    ["http", timeline.http()],
  ] as const) {
    if (spans.length === 0) continue;
    const names: Record<string, number> = {};
    for (const name of spans.names.toSorted()) names[name] = (names[name] ?? 0) + 1;
    lanes[lane] = { names, peak: spans.peak, chain: spans.longestChain.length };
  }
  const requests = timeline.requests();
  if (requests.length > 0) {
    const names: Record<string, number> = {};
    for (const { name, status } of requests) {
      const answered = `${name} ${status ?? "unanswered"}`;
      names[answered] = (names[answered] ?? 0) + 1;
    }
    lanes["requests"] = { names, peak: requests.peak, chain: requests.longestChain.length };
  }
  const id = hashText(JSON.stringify(timeline)).slice(0, 12);
  return { lanes, runs: [{ id, output: hashOutput(printed) }] };
}

/** Returns what tells the output of one run from that of another. */
export function hashOutput(printed: string[]): string {
  return hashText(printed.join("\n")).slice(0, 12);
}

/** Returns what differs in words, or an empty array. */
export function compareStructure(
  recorded: Pick<PictureStructure, "lanes">,
  now: Pick<PictureStructure, "lanes">,
): string[] {
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

/** Returns the structure inside a recorded SVG; undefined when it has none, or does not say its run. */
export function readStructure(svg: string): PictureStructure | undefined {
  const start = svg.lastIndexOf(open);
  const end = svg.indexOf(close, start);
  if (start === -1 || end === -1) return undefined;
  try {
    const found = JSON.parse(svg.slice(start + open.length, end)) as Partial<PictureStructure>;
    return found.lanes && found.runs ? { lanes: found.lanes, runs: found.runs } : undefined;
  } catch {
    return undefined;
  }
}
