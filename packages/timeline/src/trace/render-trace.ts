import { countInFlight } from "../in-flight.ts";
import type { Interval } from "../in-flight.ts";
import { describeEnd, headingOf, nameThreads } from "../picture/heading.ts";
import type { PicturedRun } from "../picture/pictured-run.ts";
import { makeVisible } from "../picture/safe-text.ts";
import type { Operation } from "../slice-links.ts";
import type { OutputSpan, RequestSpan, Span, ThreadSpan } from "../span.ts";
import { spreadOverTracks } from "./tracks.ts";
import type { Trace, TraceEvent } from "./trace-event.ts";

/**
 * The run, or several, as trace event JSON that ui.perfetto.dev and chrome://tracing open: a process per run, a track
 * per thread and per connection, arrows from the slice that sent a command to the command, and from the command to the
 * slice that handled its reply. Nothing is folded or left out, internal spans included.
 */
export function renderTrace(runs: PicturedRun | readonly PicturedRun[]): string {
  const { traceEvents, ...rest } = createTrace(isList(runs) ? runs : [runs]);
  const head = JSON.stringify(rest).slice(0, -1);
  // One event a line: large files stay readable, and a difference of two shows the event.
  const events = traceEvents.map((event) => JSON.stringify(event)).join(",\n");
  return `${head},"traceEvents":[\n${events}\n]}\n`;
}

/** The same as an object. */
export function createTrace(runs: readonly PicturedRun[]): Trace {
  const flows = createNumbers();
  return {
    displayTimeUnit: "ms",
    otherData: Object.fromEntries(
      runs.map((run, index) => [`run ${index + 1}`, headingInWords(run)]),
    ),
    traceEvents: runs.flatMap((run, index) => traceRun(run, index + 1, flows)),
  };
}

function isList(runs: PicturedRun | readonly PicturedRun[]): runs is readonly PicturedRun[] {
  return Array.isArray(runs);
}

function createNumbers(): () => number {
  let last = 0;
  return () => ++last;
}

function headingInWords(run: PicturedRun): string {
  const { name, detail } = headingOf(run, undefined);
  return [name, detail].filter(Boolean).join(": ") || "program";
}

/** A lane of the picture: one track of the trace, or more where its spans overlap. */
interface Lane {
  name: string;
  boxes: Box[];
}

/** A span on a track; an operation takes the time in which its reply lies unread with it. */
interface Box extends Interval {
  span: Operation | RequestSpan | ThreadSpan;
  unread?: Interval;
}

function traceRun(run: PicturedRun, pid: number, nextFlow: () => number): TraceEvent[] {
  const { links } = run.timeline;
  const { timeline } = run;
  const spans = timeline.spans({ internal: true }).toArray();
  const { marks } = timeline;
  const events: TraceEvent[] = [
    { ph: "M", name: "process_name", pid, tid: 0, args: { name: headingInWords(run) } },
    { ph: "M", name: "process_sort_index", pid, tid: 0, args: { sort_index: pid } },
  ];
  const trackOf = new Map<Span, number>();
  const nextTrack = createNumbers();
  const openTrack = (name: string): number => {
    const tid = nextTrack();
    events.push(
      { ph: "M", name: "thread_name", pid, tid, args: { name: makeVisible(name) } },
      { ph: "M", name: "thread_sort_index", pid, tid, args: { sort_index: tid } },
    );
    return tid;
  };

  for (const lane of collectLanes(run, spans)) {
    for (const [index, track] of spreadOverTracks(lane.boxes).entries()) {
      const tid = openTrack(index === 0 ? lane.name : `${lane.name} (${index + 1})`);
      for (const { span, unread } of track) {
        trackOf.set(span, tid);
        events.push({
          ph: "X",
          cat: span.lane,
          name: makeVisible(span.name),
          pid,
          tid,
          ...extent(span),
          args: argumentsOf(run, span),
        });
        if (!unread) continue;
        const name = "reply not yet read";
        events.push({ ph: "X", cat: "unread", name, pid, tid, ...extent(unread), args: {} });
      }
    }
  }

  const lines = spans.filter((span): span is OutputSpan => span.lane === "output");
  const outputTid = lines.length > 0 ? openTrack("output") : 0;
  for (const { name, stream, startMs } of lines) {
    const ts = toMicroseconds(startMs);
    const args = { stream };
    events.push({
      ph: "i",
      s: "t",
      cat: "output",
      name: makeVisible(name),
      pid,
      tid: outputTid,
      ts,
      args,
    });
  }
  for (const { kind, text, atMs } of marks) {
    const ts = toMicroseconds(atMs);
    events.push({
      ph: "i",
      s: "p",
      cat: "mark",
      name: makeVisible(text),
      pid,
      tid: 0,
      ts,
      args: { kind },
    });
  }
  const endMs = spans.reduce((last, span) => Math.max(last, span.endMs), 0);
  for (const text of describeEnd(run)) {
    const ts = toMicroseconds(endMs);
    events.push({ ph: "i", s: "p", cat: "mark", name: text, pid, tid: 0, ts, args: {} });
  }

  const operations = spans.filter((span) => span.lane === "mongodb" || span.lane === "http");
  const counted = countInFlight(operations.filter((operation) => !operation.internal));
  for (const { atMs, count } of counted) {
    const args = { operations: count };
    events.push({ ph: "C", name: "in flight", pid, tid: 0, ts: toMicroseconds(atMs), args });
  }

  const connect = (cat: string, from: Span, fromMs: number, to: Span, toMs: number): void => {
    const tids = [trackOf.get(from), trackOf.get(to)] as const;
    if (tids[0] === undefined || tids[1] === undefined) return;
    const id = nextFlow();
    const start = { ts: toMicroseconds(within(from, fromMs)), pid, tid: tids[0] };
    const end = { ts: toMicroseconds(within(to, toMs)), pid, tid: tids[1] };
    events.push(
      { ph: "s", cat, name: cat, id, ...start },
      // An arrow may not point into the past: a clock's grain can put the reply after its slice.
      { ph: "f", bp: "e", cat, name: cat, id, ...end, ts: Math.max(start.ts, end.ts) },
    );
  };
  const requests = new Map(
    spans.flatMap((span) => (span.lane === "request" ? [[span.number, span] as const] : [])),
  );
  for (const operation of operations) {
    const request = operation.request === undefined ? undefined : requests.get(operation.request);
    if (request) connect("request", request, operation.startMs, operation, operation.startMs);
    const sender = links.senderOf.get(operation);
    if (sender) connect("send", sender, operation.startMs, operation, operation.startMs);
    const slice = links.slicesOf.get(operation)?.find(({ endMs: end }) => end > operation.endMs);
    if (slice) connect("reply", operation, operation.endMs, slice, slice.startMs);
  }
  return events;
}

function collectLanes(run: PicturedRun, spans: readonly Span[]): Lane[] {
  const { links, threads } = run.timeline;
  const numbers = new Set(spans.flatMap((span) => (span.lane === "thread" ? [span.thread] : [])));
  const names = nameThreads(
    [...numbers].toSorted((a, b) => a - b),
    threads,
  );
  const lanes = new Map<string, Lane & { order: number }>();
  const add = (key: string, order: number, name: string, box: Box) => {
    const lane = lanes.get(key);
    if (lane) lane.boxes.push(box);
    else lanes.set(key, { name, order, boxes: [box] });
  };
  for (const span of spans) {
    if (span.lane === "output") continue;
    if (span.lane === "thread") {
      const name = names.get(span.thread) ?? "thread";
      add(`thread ${span.thread}`, span.thread, name, boxOf(span));
      continue;
    }
    if (span.lane === "request") {
      add("requests", 1e5, "requests", boxOf(span));
      continue;
    }
    const read = links.slicesOf.get(span)?.find(({ endMs }) => endMs > span.endMs);
    const unread =
      read && read.startMs > span.endMs ? { startMs: span.endMs, endMs: read.startMs } : undefined;
    if (span.lane === "http") add("http", 1e9, "HTTP", boxOf(span, unread));
    else {
      const name = `connection ${span.connection}`;
      add(name, 1e6 + span.connection, name, boxOf(span, unread));
    }
  }
  return [...lanes.values()].toSorted((a, b) => a.order - b.order);
}

function boxOf(span: Box["span"], unread?: Interval): Box {
  const endMs = unread?.endMs ?? span.endMs;
  return { span, startMs: span.startMs, endMs, ...(unread && { unread }) };
}

function argumentsOf(run: PicturedRun, span: Box["span"]): Record<string, unknown> {
  const { lane: _lane, name: _name, startMs: _startMs, endMs: _endMs, ...rest } = span;
  return span.lane === "mongodb" || span.lane === "http"
    ? { ...rest, parts: run.timeline.partsOf(span) }
    : rest;
}

/** Microseconds with the grain of the clock, which is a nanosecond. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1e6) / 1000;
}

/** Start and length; the end, not the length, is rounded, so that neighbors that touch still do. */
function extent({ startMs, endMs }: Interval): { ts: number; dur: number } {
  const startNs = Math.round(startMs * 1e6);
  const endNs = Math.round(endMs * 1e6);
  return { ts: startNs / 1000, dur: (endNs - startNs) / 1000 };
}

/** A moment inside a span: at its very end an arrow would bind to whatever comes next. */
function within({ startMs, endMs }: Span, atMs: number): number {
  const last = Math.max(startMs, endMs - Math.min(0.001, (endMs - startMs) / 2));
  return Math.min(last, Math.max(startMs, atMs));
}
