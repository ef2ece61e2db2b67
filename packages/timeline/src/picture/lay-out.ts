import { countInFlight, mergeIntervals } from "../in-flight.ts";
import type { Interval } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { OutputSpan, Span, ThreadSpan } from "../span.ts";
import { isInternal } from "../timeline.ts";
import type { Timeline } from "../timeline.ts";
import { createAxis, findQuiet, positionOf } from "./axis.ts";
import { describeDifference } from "./describe-run.ts";
import { countOf, formatDuration } from "./durations.ts";
import { foldAlike } from "./fold-rows.ts";
import type { Group } from "./fold-rows.ts";
import { describeEnd, headingOf, nameOf, nameThread } from "./heading.ts";
import { letterFor } from "./letters.ts";
import { mergeBars } from "./merge-bars.ts";
import type { Axis, Bar, BarRow, CurveRow, Panel, Picture, Row, Sign, Step } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";

/** A run as far as a picture shows it; the lab's `Run` is one. */
export interface PicturedRun {
  timeline: Timeline;
  program?: string;
  title?: string;
  latencyMs?: number;
  database?: { kind: string; version: string };
  exitCode?: number | null;
  signal?: string | null;
  timedOut?: boolean;
}

export interface PictureOptions {
  /** Operations beyond this many rows are folded with others like them. Default 12. */
  maxRows?: number;
  /** Draw handshakes, heartbeats and the loading of modules as well. Default false. */
  internal?: boolean;
  /** Fold long waits in which nothing happens. Default true for one run; for several the lengths are what is to be seen. */
  foldWaits?: boolean;
  /** Draw what the threads did. Default true. */
  threads?: boolean;
  /** Draw the lines of output. Default true. */
  output?: boolean;
  /** Spans to point at; their rows are never folded. */
  highlight?: Iterable<Span>;
  /** Stands above the picture instead of the run's own name and title. */
  heading?: string;
}

/**
 * Lays a picture of one run, or of several under each other on one axis, out: which rows there are, what is in
 * them and where, and which long waits and like rows are folded. Says nothing about columns,
 * pixels or colours: that is for the renderers, which all print this one layout.
 */
export function layOutPicture(
  runs: PicturedRun | readonly PicturedRun[],
  options: PictureOptions = {},
): Picture {
  const several = isList(runs) ? runs : [runs];
  const scenes = several.map((run) => setScene(run, options));
  const durationMs = Math.max(0, ...scenes.map((scene) => scene.durationMs));
  const fold = options.foldWaits ?? several.length === 1;
  const axis = createAxis(durationMs, fold ? findQuietOf(scenes, durationMs) : []);
  const panels = scenes.map((scene) => layOutPanel(scene, axis, options));
  const difference = describeDifference(
    several.map((run) => ({ name: nameOf(run), timeline: run.timeline })),
  );
  return {
    axis,
    panels,
    peak: Math.max(
      0,
      ...panels.flatMap(({ rows }) => rows.map((row) => (row.kind === "in-flight" ? row.peak : 0))),
    ),
    ...(difference !== undefined && { difference }),
    legend: collectSigns(panels, axis),
  };
}

function isList(runs: PicturedRun | readonly PicturedRun[]): runs is readonly PicturedRun[] {
  return Array.isArray(runs);
}

/** What is to be drawn of one run, and when its picture begins. */
interface Scene {
  run: PicturedRun;
  originMs: number;
  durationMs: number;
  operations: Operation[];
  slices: ThreadSpan[];
  lines: OutputSpan[];
}

function setScene(run: PicturedRun, options: PictureOptions): Scene {
  const spans = run.timeline.toJSON().spans.filter((span) => options.internal || !isInternal(span));
  const operations = spans.filter((span) => span.lane === "mongodb" || span.lane === "http");
  const slices =
    options.threads === false
      ? []
      : leaveOutClosing(
          spans.filter((span) => span.lane === "thread"),
          spans,
          run.timeline,
          options,
        );
  const lines = options.output === false ? [] : spans.filter((span) => span.lane === "output");
  const drawn: Span[] = [...operations, ...slices, ...lines];
  const originMs = drawn.reduce((first, span) => Math.min(first, span.startMs), Infinity);
  const endMs = drawn.reduce((last, span) => Math.max(last, span.endMs), -Infinity);
  return {
    run,
    originMs: drawn.length > 0 ? originMs : 0,
    durationMs: drawn.length > 0 ? endMs - originMs : 0,
    operations,
    slices,
    lines,
  };
}

/** Slices that follow on each other are measured with this grain. */
const touchMs = 0.01;

/**
 * What the runtime does once the program is through (sockets that close, the exit): not the program's work, and on a
 * busy machine longer than all of it.
 */
function leaveOutClosing(
  slices: ThreadSpan[],
  spans: readonly Span[],
  { links }: Timeline,
  { internal }: PictureOptions,
): ThreadSpan[] {
  const isClosing = (slice: ThreadSpan) =>
    (slice.cause.kind === "other" || slice.cause.kind === "immediate") &&
    !links.sent.get(slice)?.some((operation) => !operation.internal);
  const last = spans.reduce(
    (latest, span) =>
      span.lane === "thread" && isClosing(span) ? latest : Math.max(latest, span.endMs),
    -Infinity,
  );
  return internal || last === -Infinity
    ? slices
    : slices.filter((slice) => !isClosing(slice) || slice.startMs < last - touchMs);
}

function findQuietOf(scenes: readonly Scene[], durationMs: number): Interval[] {
  const moments: number[] = [];
  const busy: Interval[] = [];
  for (const { originMs, operations, slices, lines, durationMs: length } of scenes) {
    for (const span of [...operations, ...slices, ...lines]) {
      moments.push(span.startMs - originMs, span.endMs - originMs);
    }
    moments.push(length);
    for (const { startMs, endMs } of slices) {
      busy.push({ startMs: startMs - originMs, endMs: endMs - originMs });
    }
  }
  return findQuiet(moments, busy, durationMs);
}

function layOutPanel(scene: Scene, axis: Axis, options: PictureOptions): Panel {
  const { run, operations, slices, lines } = scene;
  const highlighted = new Set(options.highlight);
  const groups = foldAlike(
    operations,
    options.maxRows ?? 12,
    kindOf,
    new Set(operations.filter((operation) => highlighted.has(operation))),
  );
  const place = createPlace(scene, axis);
  const letters = new Map<Operation, Letter>();
  for (const [index, group] of groups.entries()) {
    const letter = { letter: letterFor(index), colour: index };
    for (const operation of group.items) letters.set(operation, letter);
  }
  const context: Context = { scene, place, letters, highlighted, links: run.timeline.links };

  const rows: Row[] = [
    ...layOutThreads(context, slices, options.maxRows ?? 12),
    ...layOutOutput(context, lines),
    ...groups.map((group) => layOutGroup(context, group)),
    ...layOutInFlight(context, operations),
    ...layOutMarks(context),
  ];
  return {
    heading: headingOf(run, options.heading),
    rows,
    notes: [
      ...run.timeline.marks.map(
        ({ atMs, text }) => `${formatDuration(atMs - scene.originMs)}: ${makeVisible(text)}`,
      ),
      ...describeEnd(run),
      ...(operations.length + slices.length + lines.length === 0
        ? ["Nothing to draw: no command, no request, no output."]
        : []),
    ],
    durationMs: scene.durationMs,
    originMs: scene.originMs,
  };
}

/** Operations of one kind may be folded into one row. */
function kindOf(operation: Operation): string {
  return operation.lane === "mongodb"
    ? `${operation.command} ${operation.collection ?? ""}`
    : // "/weather/oslo" and "/weather/rome" are alike.
      `${operation.method} ${operation.url.replace(/[^/]*$/, "")}`;
}

interface Letter {
  letter: string;
  colour: number;
}

type Place = (interval: Interval) => Pick<Bar, "startMs" | "endMs" | "from" | "to">;

interface Context {
  scene: Scene;
  place: Place;
  letters: ReadonlyMap<Operation, Letter>;
  highlighted: ReadonlySet<Span>;
  links: Timeline["links"];
}

function createPlace({ originMs }: Scene, axis: Axis): Place {
  return (interval) => {
    const startMs = interval.startMs - originMs;
    const endMs = interval.endMs - originMs;
    return { startMs, endMs, from: positionOf(axis, startMs), to: positionOf(axis, endMs) };
  };
}

function layOutThreads(context: Context, slices: readonly ThreadSpan[], most: number): BarRow[] {
  const byThread = new Map<number, ThreadSpan[]>();
  for (const slice of slices) {
    const ofThread = byThread.get(slice.thread);
    if (ofThread) ofThread.push(slice);
    else byThread.set(slice.thread, [slice]);
  }
  const numbers = [...byThread.keys()].toSorted((a, b) => a - b);
  const known = new Map(
    context.scene.run.timeline.threads.map((thread) => [thread.number, thread]),
  );
  const groups = foldAlike(numbers, most, (number) => known.get(number)?.kind ?? "worker");
  return groups.map(({ items, folded }) => {
    const label = folded
      ? `… ${items.length} more alike`
      : nameThread(items[0], known.get(items[0]));
    const own = items.flatMap((number) => byThread.get(number) ?? []);
    const busyMs = mergeIntervals(own).reduce(
      (sum, { startMs, endMs }) => sum + endMs - startMs,
      0,
    );
    return {
      kind: "thread",
      label,
      value: formatDuration(busyMs),
      description: `${label}: ${formatDuration(busyMs)} of JavaScript in ${countOf(own.length, "slice")}.`,
      highlighted: own.some((slice) => context.highlighted.has(slice)),
      spans: own,
      bars: mergeBars(own.map((slice) => drawSlice(context, slice))),
    };
  });
}

function drawSlice(context: Context, slice: ThreadSpan): Bar {
  const { letters, links, place } = context;
  const operation = links.handled.get(slice);
  const mine = operation && letters.get(operation);
  const sent = links.sent.get(slice) ?? [];
  // What is not drawn, such as a handshake, has no letter.
  const sends = new Set(sent.flatMap((one) => letters.get(one)?.letter ?? []));
  const why = operation ? `reply of ${operation.name}` : causeInWords(slice);
  return {
    // A handshake that is not drawn has no row and no letter: its slices are the runtime's own work.
    kind: mine ? "work" : "own",
    ...place(slice),
    ...(mine && { colour: mine.colour }),
    letters: mine ? [mine.letter] : [...sends],
    title: makeVisible(mine ? `${mine.letter}  ${slice.name}` : slice.name),
    details: [
      `${formatDuration(slice.endMs - slice.startMs)} of JavaScript, ${timesOf(context, slice)}`,
      `ran because: ${makeVisible(why)}`,
      ...(sent.length > 0 ? [`sent ${summarise(sent.map(({ name }) => name))}`] : []),
    ],
  };
}

const causes = {
  load: "modules are loaded",
  start: "the program starts",
  reply: "a reply has come",
  http: "a response has come",
  timer: "a timer is due",
  immediate: "setImmediate",
  message: "a message from another thread or process",
} as const;

function causeInWords({ cause }: ThreadSpan): string {
  if (cause.kind === "other") return cause.type;
  if (cause.kind === "http" && cause.url !== undefined) return `a response of ${cause.url}`;
  return causes[cause.kind];
}

function layOutGroup(context: Context, group: Group<Operation>): BarRow {
  const [first] = group.items;
  const letter = context.letters.get(first) ?? { letter: "", colour: 0 };
  return group.folded
    ? layOutFolded(context, group.items, letter)
    : layOutOperation(context, first, letter);
}

function layOutOperation(context: Context, operation: Operation, letter: Letter): BarRow {
  const lengthMs = operation.endMs - operation.startMs;
  const name = makeVisible(operation.name);
  return {
    kind: "operation",
    label: name,
    ...letter,
    value: formatDuration(lengthMs),
    description: `${letter.letter}  ${name}: ${formatDuration(lengthMs)}, ${timesOf(context, operation)}, ${outcomeOf(operation)}.`,
    highlighted: context.highlighted.has(operation),
    spans: [operation],
    bars: drawOperation(context, operation, letter),
  };
}

/** The pieces of one operation: sent, waited for, arrived but unread, handled. */
function drawOperation(context: Context, operation: Operation, { letter, colour }: Letter): Bar[] {
  const { place, links } = context;
  const name = `${letter}  ${makeVisible(operation.name)}`;
  const slices = links.slicesOf.get(operation) ?? [];
  const bars: Bar[] = [
    {
      kind: "wait",
      ...place(operation),
      colour,
      end: operation.cut ? "cut" : operation.ok ? "ok" : "failed",
      title: name,
      details: detailsOf(context, operation),
    },
  ];
  const firstRead = slices.find((slice) => slice.endMs > operation.endMs);
  if (firstRead && firstRead.startMs > operation.endMs) {
    const unread = { startMs: operation.endMs, endMs: firstRead.startMs };
    bars.push({
      kind: "unread",
      ...place(unread),
      colour,
      title: `${name}: reply not yet read`,
      details: [
        `The reply was here for ${formatDuration(unread.endMs - unread.startMs)} before the thread came to it.`,
        timesOf(context, unread),
      ],
    });
  }
  bars.push({
    kind: "send",
    ...place({ startMs: operation.startMs, endMs: operation.startMs }),
    colour,
    title: `${name}: sent`,
    details: [`at ${formatDuration(operation.startMs - context.scene.originMs)}`],
  });
  for (const slice of slices) bars.push(drawSlice(context, slice));
  return mergeBars(bars);
}

function detailsOf(context: Context, operation: Operation): string[] {
  const lengthMs = operation.endMs - operation.startMs;
  const details = [
    `${formatDuration(lengthMs)}, ${timesOf(context, operation)}`,
    outcomeOf(operation),
  ];
  if (operation.lane === "mongodb") {
    const { documents, replyBytes, repliedMs, connection } = operation;
    const size = [
      documents === undefined ? undefined : countOf(documents, "document"),
      replyBytes === undefined ? undefined : `${replyBytes} bytes`,
    ].filter((part) => part !== undefined);
    if (size.length > 0) details.push(`reply: ${size.join(", ")}`);
    if (repliedMs !== undefined && repliedMs < operation.endMs) {
      details.push(
        `the server took ${formatDuration(repliedMs - operation.startMs)}, the rest is latency`,
      );
    }
    details.push(`connection ${connection}`);
  }
  return details;
}

function outcomeOf(operation: Operation): string {
  if (operation.cut) return "not answered when the run ended";
  if (operation.lane === "http") {
    return operation.status === undefined ? "the caller hung up" : `status ${operation.status}`;
  }
  if (operation.ok) return "ok";
  return operation.error ? `failed: ${makeVisible(operation.error.message)}` : "failed";
}

function layOutFolded(
  context: Context,
  operations: readonly Operation[],
  { letter, colour }: Letter,
): BarRow {
  const { place, links } = context;
  const kinds = new Set(operations.map(kindOf)).size;
  const label =
    kinds === 1
      ? `… ${operations.length} more alike`
      : `… ${operations.length} more of ${kinds} kinds`;
  const failed = operations.filter((operation) => !operation.ok).length;
  const steps = countInFlight(operations);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  const title = `${letter}  ${label}`;
  const waits = mergeIntervals(operations).map((interval): Bar => {
    // The sign at the end speaks for the last of those that are merged.
    const last = operations.findLast(({ endMs }) => endMs === interval.endMs);
    return {
      kind: "wait",
      ...place(interval),
      colour,
      end: last?.cut ? "cut" : last && !last.ok ? "failed" : "ok",
      title,
      details: [
        summarise(operations.map(({ name }) => name)),
        `at most ${peak} at once`,
        ...(failed > 0 ? [`${failed} failed`] : []),
      ],
    };
  });
  const slices = operations
    .flatMap((operation) => links.slicesOf.get(operation) ?? [])
    .toSorted((a, b) => a.startMs - b.startMs);
  const span = {
    startMs: operations[0]?.startMs ?? 0,
    endMs: operations.reduce((last, { endMs }) => Math.max(last, endMs), 0),
  };
  return {
    kind: "folded",
    label,
    letter,
    colour,
    value: formatDuration(span.endMs - span.startMs),
    description: `${title}: ${summarise(operations.map(({ name }) => name))}, at most ${peak} at once, ${timesOf(context, span)}.`,
    highlighted: false,
    spans: operations,
    bars: mergeBars([...waits, ...slices.map((slice) => drawSlice(context, slice))]),
    steps: placeSteps(context, steps),
    peak,
  };
}

function layOutInFlight(context: Context, operations: readonly Operation[]): CurveRow[] {
  if (operations.length < 2) return [];
  const steps = countInFlight(operations);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  return [
    {
      kind: "in-flight",
      label: "in flight",
      value: `peak ${peak}`,
      description: `Operations in flight over time: at most ${peak}.`,
      highlighted: false,
      steps: placeSteps(context, steps),
      peak,
    },
  ];
}

function placeSteps({ place }: Context, steps: readonly { atMs: number; count: number }[]): Step[] {
  return steps.map(({ atMs, count }) => ({
    position: place({ startMs: atMs, endMs: atMs }).from,
    count,
  }));
}

function layOutOutput(context: Context, lines: readonly OutputSpan[]): BarRow[] {
  if (lines.length === 0) return [];
  return [
    {
      kind: "output",
      label: "output",
      value: countOf(lines.length, "line"),
      description: `${countOf(lines.length, "line")} of output.`,
      highlighted: lines.some((line) => context.highlighted.has(line)),
      spans: lines,
      bars: mergeBars(
        lines.map((line) => ({
          kind: "line",
          ...context.place(line),
          text: makeVisible(line.name),
          title: makeVisible(line.name),
          details: [`${line.stream}, at ${formatDuration(line.startMs - context.scene.originMs)}`],
        })),
      ),
    },
  ];
}

function layOutMarks(context: Context): BarRow[] {
  const { marks } = context.scene.run.timeline;
  if (marks.length === 0) return [];
  return [
    {
      kind: "marks",
      label: "lab",
      value: countOf(marks.length, "mark"),
      description: "What the lab did.",
      highlighted: false,
      spans: [],
      bars: marks.map(({ atMs, text }) => ({
        kind: "mark",
        ...context.place({ startMs: atMs, endMs: atMs }),
        title: makeVisible(text),
        details: [`at ${formatDuration(atMs - context.scene.originMs)}`],
      })),
    },
  ];
}

function timesOf({ scene }: Context, { startMs, endMs }: Interval): string {
  return `from ${formatDuration(startMs - scene.originMs)} to ${formatDuration(endMs - scene.originMs)}`;
}

/** "3 × find packages, insert orders". */
function summarise(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    makeVisible(count === 1 ? name : `${count} × ${name}`),
  );
  const shown = parts.slice(0, 4);
  return parts.length > 4 ? `${shown.join(", ")} and ${parts.length - 4} more` : shown.join(", ");
}

function collectSigns(panels: readonly Panel[], axis: Axis): Sign[] {
  const bars = panels.flatMap(({ rows }) =>
    rows.flatMap((row) => (row.kind === "in-flight" ? [] : row.bars)),
  );
  const seen: Record<Sign, boolean> = {
    work: bars.some(({ kind }) => kind === "work"),
    own: bars.some(({ kind }) => kind === "own"),
    wait: bars.some(({ kind }) => kind === "wait"),
    // Shorter than a hundredth of the picture is not seen as hatched.
    unread: bars.some(({ kind, from, to }) => kind === "unread" && to - from > 0.01),
    failed: bars.some(({ end }) => end === "failed"),
    cut: bars.some(({ end }) => end === "cut"),
    folded: axis.pieces.some(({ folded }) => folded),
  };
  const order: Sign[] = ["work", "own", "wait", "unread", "failed", "cut", "folded"];
  return order.filter((sign) => seen[sign]);
}
