import type {
  Connection,
  HttpSpan,
  Mark,
  MongodbSpan,
  OutputSpan,
  SourceLine,
  Span,
  TimelineRecord,
} from "@samples/timeline";
import type { WireCommand } from "@samples/wire-proxy";
import type { ExplainedRecord } from "./explain-slowest.ts";
import type { ServedRecord } from "./requests/served-record.ts";
import type { OutputLine } from "./run.ts";
import { programName } from "./program/locate-program.ts";
import { createLineFinder } from "./thread/send-lines.ts";
import { attributeSlices, type ThreadRecord } from "./thread/index.ts";

/** Everything that was recorded around one run; all times are ms on the run's axis. */
export interface Recorded {
  wire: ExplainedRecord;
  http: HttpSpan[];
  /** What the program's own HTTP servers were asked. */
  served: ServedRecord;
  threads?: ThreadRecord | undefined;
  output: OutputLine[];
  marks: Mark[];
  /** When the program's process was gone. */
  endMs: number;
  /** It ended because nothing was left to do. */
  isDrained: boolean;
}

/** Returns what the proxy, the API and the output say as one record, its spans in order of start. */
export function toTimelineRecord(recorded: Recorded): TimelineRecord {
  const { wire, threads, endMs } = recorded;
  const lastWordMs = findLastWord(recorded);
  const findLine = createLineFinder(threads?.sendLines ?? []);
  const portOf = new Map(wire.connections.map(({ number, localPort }) => [number, localPort]));
  const awaitedAt = (port: number | undefined, atMs: number): { awaitedAt?: SourceLine } => {
    const line = findLine(port, atMs);
    return line ? { awaitedAt: { file: programName(line.file), line: line.line } } : {};
  };
  const { served } = recorded;
  const mongodb = wire.commands.map((command) => ({
    ...toMongodbSpan(command, lastWordMs, endMs),
    ...awaitedAt(portOf.get(command.connection), command.startMs),
    ...(command.internal
      ? {}
      : served.sentFor(portOf.get(command.connection), command.startMs, command.requestId)),
  }));
  const http = recorded.http.map((request) => ({
    ...request,
    ...awaitedAt(request.localPort, request.startMs),
    ...served.sentFor(request.localPort, request.startMs),
  }));
  const connections = wire.connections.map((connection): Connection => ({ ...connection }));
  const spans: Span[] = [
    ...mongodb,
    ...http,
    ...served.spans,
    ...attributeSlices(threads?.slices ?? [], {
      mongodb,
      http,
      connections,
      requests: served.spans,
      requestNumber: (thread, n) => served.numberOf(threads?.threadKeys[thread], n),
    }),
    ...recorded.output.map(toOutputSpan),
  ];
  const marks: Mark[] = [...wire.marks, ...recorded.marks];
  if (threads && threads.droppedSlices > 0) {
    marks.push({
      atMs: endMs,
      kind: "dropped-slices",
      text: `${threads.droppedSlices} slices of the threads were not recorded: there were too many`,
    });
  }
  return {
    spans: spans.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
    connections,
    marks: marks.toSorted((a, b) => a.atMs - b.atMs),
    ...(threads ? { threads: threads.threads } : {}),
    ...(threads && threads.messages.length > 0 ? { messages: threads.messages } : {}),
  };
}

/**
 * When the program last did anything itself: a connection that ends later was ended by the end of its process. A program
 * that ran out of work has closed all of them itself.
 */
function findLastWord({ threads, output, endMs, isDrained }: Recorded): number {
  if (isDrained) return Infinity;
  if (threads && threads.slices.length > 0) {
    return threads.slices.reduce((lastMs, slice) => Math.max(lastMs, slice.endMs), 0);
  }
  return output.at(-1)?.atMs ?? endMs;
}

function toMongodbSpan(command: WireCommand, lastWordMs: number, runEndMs: number): MongodbSpan {
  const { endMs, abandoned, ...facts } = command;
  const isCut = endMs === undefined || (abandoned === true && endMs >= lastWordMs);
  return {
    ...facts,
    lane: "mongodb",
    name:
      command.collection === undefined
        ? command.command
        : `${command.command} ${command.collection}`,
    endMs: Math.max(command.startMs, endMs ?? runEndMs),
    ...(isCut ? { cut: true as const, ok: false } : {}),
  };
}

function toOutputSpan(line: OutputLine): OutputSpan {
  return {
    lane: "output",
    name: line.text,
    startMs: line.atMs,
    endMs: line.atMs,
    ok: line.stream === "stdout",
    stream: line.stream,
  };
}
