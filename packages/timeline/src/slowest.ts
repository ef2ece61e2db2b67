import { sayParts, serverTime } from "./parts.ts";
import { wrapText } from "./picture/safe-text.ts";
import type { Examined, MongodbSpan, OperationParts } from "./span.ts";
import type { Timeline } from "./timeline.ts";

/** A command as a profiler tells of it. */
export interface SlowCommand {
  /** "find releases" */
  name: string;
  /** What it asked, as one writes it in the shell; what may be a secret is `***`. */
  asked?: string;
  /** What the server took for it, in ms: from the command to the reply, without the latency that the lab adds. */
  serverMs: number;
  parts: OperationParts;
  examined?: Examined;
  /** Documents in the reply. */
  documents?: number;
  replyBytes?: number;
  /** "src/scan.ts:18" */
  awaitedAt?: string;
}

/**
 * Returns the commands that the server took longest for, the slowest first. A getMore that waits for an event is left out: it is not slow.
 *
 * @param number how many at most
 */
export function findSlowest(timeline: Timeline, number: number): SlowCommand[] {
  return timeline
    .mongodb(({ awaitsData }) => !awaitsData)
    .toArray()
    .map((span) => ({ span, serverMs: serverMsOf(span) }))
    .toSorted((a, b) => b.serverMs - a.serverMs)
    .slice(0, number)
    .map(({ span, serverMs }) => ({
      name: span.name,
      ...(span.asked && { asked: span.asked.whole }),
      serverMs,
      parts: timeline.partsOf(span),
      ...(span.examined && { examined: span.examined }),
      ...(span.documents !== undefined && { documents: span.documents }),
      ...(span.replyBytes !== undefined && { replyBytes: span.replyBytes }),
      ...(span.awaitedAt && { awaitedAt: `${span.awaitedAt.file}:${span.awaitedAt.line}` }),
    }));
}

function serverMsOf(span: MongodbSpan): number {
  const { fromMs, toMs } = serverTime(span);
  return toMs - fromMs;
}

/** What of a question stands in a list; all of it is in the JSON. */
const mostCharacters = 200;

/**
 * Returns a list of slow commands as lines of text: what was asked, where its time went, what the server looked at, and the line of the
 * source that awaited it.
 *
 * @param width characters of a line
 */
export function describeSlowest(slowest: readonly SlowCommand[], width: number): string[] {
  const indent = " ".repeat(String(slowest.length).length + 2);
  const commands = slowest.flatMap((command, index) => {
    const asked = command.asked ?? "";
    const short = asked.length > mostCharacters ? `${asked.slice(0, mostCharacters)}…` : asked;
    const facts = [
      command.replyBytes === undefined ? "" : `reply ${formatBytes(command.replyBytes)}`,
      command.awaitedAt ?? "",
    ].filter(Boolean);
    const lines = [
      `${command.name} ${short}`.trimEnd(),
      sayParts(command.parts),
      ...(command.examined ? [sayExamined(command.examined)] : []),
      ...(facts.length > 0 ? [facts.join(" · ")] : []),
    ];
    const [first = "", ...others] = lines.flatMap((line) => wrapText(line, width - indent.length));
    return [`${index + 1}.`.padEnd(indent.length) + first, ...others.map((line) => indent + line)];
  });
  return ["Slowest at the server:", ...commands];
}

function sayExamined({ documents, keys, found, plan }: Examined): string {
  const looked = [
    ...(keys > 0 ? [count(keys, "key")] : []),
    ...(documents > 0 || keys === 0 ? [count(documents, "document")] : []),
  ];
  return `examined ${looked.join(" and ")} to find ${found.toLocaleString("en-US")}: ${plan.join(", ")}`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
}

/** "812 bytes", "4.1 kB", "12 MB". */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${Number(size.toPrecision(size < 100 ? 2 : 3))} ${unit}`;
}
