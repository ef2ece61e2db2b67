import { serverTime } from "../parts.ts";
import { formatDuration } from "../picture/durations.ts";
import { hasLetter } from "../picture/picture.ts";
import type { Panel, Picture } from "../picture/picture.ts";
import type { PicturedRun } from "../picture/pictured-run.ts";
import { makeVisible } from "../picture/safe-text.ts";
import type { Operation, SliceLinks } from "../slice-links.ts";
import { findLines, nameLine } from "../picture/source-lines.ts";
import type { OutputSpan, RequestSpan, SourceLine, ThreadSpan } from "../span.ts";

/** Something that happens in a run while it is played; times are ms on the picture's axis. */
export interface PlayEvent {
  atMs: number;
  /**
   * sent: a command or request leaves. answered: the server is done with it. arrived: its reply is here, and the thread is busy.
   * read: the thread takes the reply. begins, ends: a slice of JavaScript. printed: a line of output.
   * asked: a request to the program's own server is on its way. taken: the thread reads it. served: its answer is there.
   */
  kind:
    | "sent"
    | "answered"
    | "arrived"
    | "read"
    | "begins"
    | "ends"
    | "printed"
    | "asked"
    | "taken"
    | "served";
  /** Which of the runs. */
  run: number;
  operation?: Operation;
  request?: RequestSpan;
  slice?: ThreadSpan;
  line?: OutputSpan;
}

/** What happens at one time: one step of the player. */
export interface Moment {
  atMs: number;
  events: PlayEvent[];
}

/** What stands for an operation in the picture. */
export interface Tag {
  letter: string;
  color: number;
  label: string;
}

/** Operations of one row that wait; more than one where the row is folded. */
export interface Waiting extends Tag {
  count: number;
}

/** A line of the source, and why it is marked. */
export interface MarkedLine extends SourceLine {
  /** runs: the thread goes on there with a reply. waits: it has asked for something, and has no reply or has not read it. */
  kind: "runs" | "waits";
  tags: Tag[];
}

/** What one run is doing at one time. */
export interface RunState {
  /** Requests to the program's own server that are not answered; missing for a run without any. */
  requests?: Waiting[];
  /** Where in the source it is, as far as that is known: what runs comes first. */
  lines: MarkedLine[];
  /** Sent, and no reply yet. */
  inFlight: Waiting[];
  /** The reply is here and the thread has not read it. */
  unread: Waiting[];
  /** What the main thread is doing, in words. */
  thread: string;
  /** How many of its lines are printed. */
  printed: number;
}

/** A run, and what a player asks of it at each moment. */
interface Track {
  name: string;
  operations: readonly Operation[];
  starts: Float64Array;
  ends: Float64Array;
  /** When the thread took the reply. */
  reads: Float64Array;
  tags: ReadonlyMap<Operation | RequestSpan, Tag>;
  requests: readonly RequestSpan[];
  originMs: number;
  /** The line that awaits an operation, or else asks for it. */
  lineOf: ReadonlyMap<Operation, SourceLine>;
  links: SliceLinks;
  /** Of the main thread. */
  slices: readonly ThreadSpan[];
  sliceStarts: Float64Array;
  lines: readonly OutputSpan[];
  lineTimes: Float64Array;
}

/**
 * What happens when in one run, or in several on one clock: the moments to step through, and the state at any time. The state is
 * looked up, not played up to, so that to jump is as cheap as to step.
 */
export class Playback {
  readonly moments: readonly Moment[];
  readonly #times: Float64Array;
  readonly #tracks: Track[];

  constructor(runs: readonly PicturedRun[], picture: Picture) {
    this.#tracks = [];
    const events: PlayEvent[] = [];
    for (const [index, run] of runs.entries()) {
      const panel = picture.panels[index];
      if (!panel) continue;
      this.#tracks.push(createTrack(run, panel));
      for (const event of eventsOf(run, panel, index)) events.push(event);
    }
    // The sort is stable: what happens at one time stays in the order in which it is told.
    events.sort((a, b) => a.atMs - b.atMs);
    const moments: Moment[] = [];
    for (const event of events) {
      const last = moments.at(-1);
      if (last?.atMs === event.atMs) last.events.push(event);
      else moments.push({ atMs: event.atMs, events: [event] });
    }
    this.moments = moments;
    this.#times = Float64Array.from(moments, ({ atMs }) => atMs);
  }

  /** The last moment at or before a time; -1 before the first one. */
  indexAt(atMs: number): number {
    return countUpTo(this.#times, atMs) - 1;
  }

  /** The state of each run at a time. */
  stateAt(atMs: number): RunState[] {
    return this.#tracks.map((track) => stateOf(track, atMs));
  }

  /** What stands for a command of a run in the picture. */
  tagOf(run: number, command: { connection: number; requestId: number }): Tag | undefined {
    const track = this.#tracks[run];
    const operation = track?.operations.findLast(
      (each) =>
        each.lane === "mongodb" &&
        each.connection === command.connection &&
        each.requestId === command.requestId,
    );
    return operation && track?.tags.get(operation);
  }

  /** What stands for the last request of a name in the picture: "GET /weather/oslo". */
  tagOfRequest(run: number, name: string): Tag | undefined {
    const track = this.#tracks[run];
    const operation = track?.operations.findLast(
      (each) => each.lane === "http" && each.name === name,
    );
    return operation && track?.tags.get(operation);
  }

  /** The lines that a run prints. */
  linesOf(run: number): readonly OutputSpan[] {
    return this.#tracks[run]?.lines ?? [];
  }

  /** "a is sent: find mongodb" */
  describe({ kind, run, operation, request, slice, line }: PlayEvent): string | undefined {
    const track = this.#tracks[run];
    if (!track) return undefined;
    if (line) return `prints ${quote(line.name)}`;
    if (request) {
      const tag = track.tags.get(request);
      if (!tag) return undefined;
      if (kind === "asked") return `request ${tag.letter} is sent: ${tag.label}`;
      if (kind === "taken") return `the thread reads request ${tag.letter}`;
      const { status } = request;
      return `request ${tag.letter} ${status === undefined ? "gets no answer" : `is answered: ${status}`}`;
    }
    if (slice) {
      // That it reads a reply, or is done with it, is said of the reply.
      const handled = track.links.handled.get(slice);
      const tag = handled && track.tags.get(handled);
      const name = makeVisible(slice.name);
      if (kind === "begins") return tag ? undefined : `the thread begins: ${name}`;
      return tag ? `the thread is done with ${tag.letter}` : `the thread ends: ${name}`;
    }
    const tag = operation && track.tags.get(operation);
    if (!tag) return undefined;
    const said = {
      sent: `${tag.letter} is sent: ${tag.label}`,
      answered: `the server has answered ${tag.letter}`,
      arrived: `the reply to ${tag.letter} is here, not yet read`,
      read: `the thread reads the reply to ${tag.letter}`,
    };
    return kind in said ? said[kind as keyof typeof said] : undefined;
  }

  /** "3 ms: a is sent: find mongodb; b is sent: find vitest" */
  sayMoment({ atMs, events }: Moment): string {
    const several = this.#tracks.length > 1;
    const said = events.flatMap((event) => {
      const text = this.describe(event);
      return text === undefined
        ? []
        : [several ? `${this.#tracks[event.run]?.name}: ${text}` : text];
    });
    const shown = said.length > mostSaid ? [...said.slice(0, mostSaid), "…"] : said;
    return `${formatDuration(atMs)}: ${shown.join("; ")}`;
  }
}

/** More things at one moment nobody reads. */
const mostSaid = 4;

/** More letters beside one line nobody reads. */
const mostTags = 12;

function quote(text: string): string {
  return `“${makeVisible(text)}”`;
}

function createTrack(run: PicturedRun, panel: Panel): Track {
  const { timeline } = run;
  const { originMs } = panel;
  const operations = timeline.operations().toArray();
  const lines = timeline.output().toArray();
  const slices = slicesOf(panel).filter(({ thread }) => thread === 0);
  const times = <S>(items: readonly S[], timeOf: (item: S) => number) =>
    Float64Array.from(items, (item) => timeOf(item) - originMs);
  return {
    name: panel.heading.name || "a run",
    operations,
    starts: times(operations, ({ startMs }) => startMs),
    // What the run's end cut short is under way to the last.
    ends: times(operations, ({ endMs, cut }) => (cut ? Infinity : endMs)),
    reads: times(operations, (operation) => readMsOf(operation, timeline.links)),
    tags: tagsOf(panel),
    requests: timeline.requests().toArray(),
    originMs,
    lineOf: linesOf(run, operations),
    links: timeline.links,
    slices,
    sliceStarts: times(slices, ({ startMs }) => startMs),
    lines,
    lineTimes: times(lines, ({ startMs }) => startMs),
  };
}

/** The slices that the picture shows. */
function slicesOf({ rows }: Panel): ThreadSpan[] {
  return rows
    .flatMap((row) => (row.kind === "thread" ? row.spans : []))
    .filter((span) => span.lane === "thread")
    .toSorted((a, b) => a.startMs - b.startMs);
}

function tagsOf({ rows }: Panel): Map<Operation | RequestSpan, Tag> {
  const tags = new Map<Operation | RequestSpan, Tag>();
  for (const row of rows) {
    if (!hasLetter(row)) continue;
    const { letter = "", color = 0, label } = row;
    // The label of a folded row says how many there are, and not what any of them is.
    const isFolded = row.spans.length > 1;
    for (const span of row.spans) {
      if (span.lane === "mongodb" || span.lane === "http" || span.lane === "request")
        tags.set(span, { letter, color, label: isFolded ? makeVisible(span.name) : label });
    }
  }
  return tags;
}

function linesOf(run: PicturedRun, operations: readonly Operation[]): Map<Operation, SourceLine> {
  const lines = new Map<Operation, SourceLine>();
  for (const operation of operations) {
    const { awaitedAt, askedAt } = findLines(run, operation);
    const line = awaitedAt ?? askedAt;
    if (line) lines.set(operation, line);
  }
  return lines;
}

/** When the thread took the reply; where that was not recorded, when it was here; never for one that had none. */
function readMsOf(operation: Operation, { slicesOf: ofOperation }: SliceLinks): number {
  if (operation.cut) return Infinity;
  const first = ofOperation.get(operation)?.find((slice) => slice.endMs > operation.endMs);
  return Math.max(operation.endMs, first?.startMs ?? operation.endMs);
}

function* eventsOf({ timeline }: PicturedRun, panel: Panel, run: number): Generator<PlayEvent> {
  const { originMs } = panel;
  for (const operation of timeline.operations()) {
    const { startMs, endMs } = operation;
    yield { atMs: startMs - originMs, kind: "sent", run, operation };
    if (operation.cut) continue;
    const isKnown = operation.lane === "http" || operation.repliedMs !== undefined;
    const { toMs } = serverTime(operation);
    if (isKnown) yield { atMs: toMs - originMs, kind: "answered", run, operation };
    const readMs = readMsOf(operation, timeline.links);
    if (readMs > endMs) yield { atMs: endMs - originMs, kind: "arrived", run, operation };
    yield { atMs: readMs - originMs, kind: "read", run, operation };
  }
  for (const request of timeline.requests()) {
    const { startMs, endMs, readMs = startMs, cut } = request;
    yield { atMs: startMs - originMs, kind: "asked", run, request };
    if (readMs > startMs) yield { atMs: readMs - originMs, kind: "taken", run, request };
    if (!cut) yield { atMs: endMs - originMs, kind: "served", run, request };
  }
  for (const slice of slicesOf(panel)) {
    // A slice that has begun before the picture does is there from its start.
    const beginsMs = Math.max(0, slice.startMs - originMs);
    yield { atMs: beginsMs, kind: "begins", run, slice };
    yield { atMs: slice.endMs - originMs, kind: "ends", run, slice };
  }
  for (const line of timeline.output()) {
    yield { atMs: line.startMs - originMs, kind: "printed", run, line };
  }
}

function stateOf(track: Track, atMs: number): RunState {
  const { operations, starts, ends, reads, tags } = track;
  const inFlight = new Map<string, Waiting>();
  const unread = new Map<string, Waiting>();
  const waits = new Map<string, MarkedLine>();
  const handled = handledAt(track, atMs);
  const runs = handled && track.lineOf.get(handled);
  const sent = countUpTo(starts, atMs);
  for (let index = 0; index < sent; index++) {
    if ((reads[index] ?? 0) <= atMs) continue;
    const operation = operations[index];
    const tag = operation && tags.get(operation);
    if (!tag) continue;
    const list = (ends[index] ?? 0) > atMs ? inFlight : unread;
    addWaiting(list, tag);
    const line = track.lineOf.get(operation);
    if (line) markLine(waits, line, tag);
  }
  return {
    ...(track.requests.length > 0 && { requests: openRequests(track, atMs) }),
    lines: [
      ...(runs
        ? [
            {
              ...runs,
              kind: "runs" as const,
              tags: handled ? [tags.get(handled) ?? []].flat() : [],
            },
          ]
        : []),
      ...waits.values(),
    ],
    inFlight: [...inFlight.values()],
    unread: [...unread.values()],
    thread: threadAt(track, atMs),
    printed: countUpTo(track.lineTimes, atMs),
  };
}

/** One more of a row; what a row of several kinds waits for has no one name. */
function addWaiting(list: Map<string, Waiting>, tag: Tag): void {
  const same = list.get(tag.letter);
  if (!same) {
    list.set(tag.letter, { ...tag, count: 1 });
    return;
  }
  same.count++;
  if (same.label !== tag.label) same.label = "of several kinds";
}

function markLine(marked: Map<string, MarkedLine>, line: SourceLine, tag: Tag): void {
  const known = marked.get(nameLine(line));
  if (!known) marked.set(nameLine(line), { ...line, kind: "waits", tags: [tag] });
  else if (known.tags.length < mostTags && !known.tags.some(({ letter }) => letter === tag.letter))
    known.tags.push(tag);
}

/** The operation whose reply the thread is handling. */
function handledAt({ slices, sliceStarts, links }: Track, atMs: number): Operation | undefined {
  const index = countUpTo(sliceStarts, atMs) - 1;
  const slice = slices[index];
  const startMs = sliceStarts[index];
  if (!slice || startMs === undefined) return undefined;
  return startMs + slice.endMs - slice.startMs > atMs ? links.handled.get(slice) : undefined;
}

/** The requests that are sent and not answered; there are never so many that they must be looked up. */
function openRequests({ requests, tags, originMs }: Track, atMs: number): Waiting[] {
  const open = new Map<string, Waiting>();
  for (const request of requests) {
    if (request.startMs - originMs > atMs || request.endMs - originMs <= atMs) continue;
    const tag = tags.get(request);
    if (!tag) continue;
    addWaiting(open, tag);
  }
  return [...open.values()];
}

function threadAt({ slices, sliceStarts, links, tags, requests }: Track, atMs: number): string {
  const index = countUpTo(sliceStarts, atMs) - 1;
  const slice = slices[index];
  const startMs = sliceStarts[index];
  if (!slice || startMs === undefined) return "free";
  if (startMs + slice.endMs - slice.startMs <= atMs) return "free";
  if (slice.blockedMs !== undefined) return "blocked";
  const handled = links.handled.get(slice);
  const tag = handled && tags.get(handled);
  if (tag) return `handles ${tag.letter}`;
  const request = requests.find(({ number }) => number === slice.request);
  const ofRequest = request && tags.get(request);
  return ofRequest ? `works for request ${ofRequest.letter}` : "runs JavaScript";
}

/** How many of the sorted times are not after `atMs`. */
function countUpTo(times: Float64Array, atMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
