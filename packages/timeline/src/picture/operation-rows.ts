import { countInFlight, mergeIntervals } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import { placeSteps, summarize, timesOf } from "./context.ts";
import type { Context, Letter } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import type { Group } from "./fold-rows.ts";
import { mergeBars } from "./merge-bars.ts";
import { labelOf } from "./operation-label.ts";
import type { BarDraft } from "./merge-bars.ts";
import type { Bar, BarRow } from "./picture.ts";
import { sayParts, serverTime } from "../parts.ts";
import { makeVisible } from "./safe-text.ts";
import { findLines, sayLines } from "./source-lines.ts";
import { linesOf } from "./operation-label.ts";
import { leastShown } from "./signs-seen.ts";
import { drawSlices } from "./thread-rows.ts";

/** Operations of one kind may be folded into one row. */
export function kindOf(operation: Operation): string {
  return operation.lane === "mongodb"
    ? `${operation.command} ${operation.collection ?? ""}`
    : // "/weather/oslo" and "/weather/rome" are alike.
      `${operation.method} ${operation.url.replace(/[^/]*$/, "")}`;
}

/** The row of an operation, or of several that are folded into one. */
export function layOutGroup(context: Context, group: Group<Operation>): BarRow {
  const [first] = group.items;
  const letter = context.letters.get(first) ?? { letter: "", color: 0 };
  return group.folded
    ? layOutFolded(context, group, letter)
    : layOutOperation(context, first, letter);
}

function layOutOperation(context: Context, operation: Operation, letter: Letter): BarRow {
  const lengthMs = operation.endMs - operation.startMs;
  const label = labelOf(context, operation);
  return {
    kind: "operation",
    label,
    ...letter,
    value: valueOf(context, operation),
    description: `${letter.letter}  ${label}: ${formatDuration(lengthMs)}, ${timesOf(context, operation)}, ${outcomeOf(operation)}.`,
    highlighted: context.highlighted.has(operation),
    spans: [operation],
    bars: drawOperation(context, operation, letter),
  };
}

/** A reply that lies unread for less than this share of its wait is not worth two numbers. */
const leastUnread = 0.2;

/** "50 ms", or "26 + 264 ms unread" where the reply lay unread for so long that it is seen. */
function valueOf(context: Context, operation: Operation): string {
  const waited = formatDuration(operation.endMs - operation.startMs);
  const { unreadMs } = context.scene.run.timeline.partsOf(operation);
  const lengthMs = operation.endMs - operation.startMs;
  const isSeen = unreadMs > context.scene.durationMs * leastShown;
  if (!isSeen || unreadMs < lengthMs * leastUnread) return waited;
  const unread = formatDuration(unreadMs);
  const unit = / \S+$/.exec(unread)?.[0] ?? "";
  return waited.endsWith(unit)
    ? `${waited.slice(0, waited.length - unit.length)} + ${unread} unread`
    : `${waited} + ${unread} unread`;
}

/** The pieces of one operation: sent, on its way, in the server, arrived but unread, handled. */
function drawOperation(context: Context, operation: Operation, letter: Letter): Bar[] {
  const slices = context.links.slicesOf.get(operation) ?? [];
  const bars = draftOperation(context, operation, letter);
  return mergeBars(concatenate(bars, drawSlices(context, slices)), bars.length + slices.length);
}

function draftOperation(
  context: Context,
  operation: Operation,
  { letter, color }: Letter,
): BarDraft[] {
  const { place, links } = context;
  const name = `${letter}  ${labelOf(context, operation)}`;
  const slices = links.slicesOf.get(operation) ?? [];
  const awaits = operation.lane === "mongodb" && operation.awaitsData === true;
  const describe = () => ({ title: name, details: detailsOf(context, operation) });
  const lines = linesOf(context, operation);
  const bars: BarDraft[] = [
    {
      kind: awaits ? "await" : "wait",
      ...place(operation),
      color,
      end: operation.cut ? "cut" : operation.ok ? "ok" : "failed",
      ...lines,
      describe,
    },
  ];
  if (!awaits && isServerTimeKnown(operation)) {
    const { fromMs, toMs } = serverTime(operation);
    const inServer = { startMs: fromMs, endMs: toMs };
    bars.push({ kind: "server", ...place(inServer), color, ...lines, describe });
  }
  const firstRead = slices.find((slice) => slice.endMs > operation.endMs);
  if (firstRead && firstRead.startMs > operation.endMs) {
    const unread = { startMs: operation.endMs, endMs: firstRead.startMs };
    bars.push({
      kind: "unread",
      ...place(unread),
      color,
      describe: () => ({
        title: `${name}: reply not yet read`,
        details: [
          `The reply was here for ${formatDuration(unread.endMs - unread.startMs)} before the thread came to it.`,
          timesOf(context, unread),
        ],
      }),
    });
  }
  const events = countEvents(operation);
  if (events > 0) {
    bars.push({
      kind: "event",
      ...place({ startMs: operation.endMs, endMs: operation.endMs }),
      color,
      describe: () => ({
        title: `${name}: ${countOf(events, "event")}`,
        details: [`at ${formatDuration(operation.endMs - context.scene.originMs)}`],
      }),
    });
  }
  if (awaits) return bars;
  bars.push({
    kind: "send",
    ...place({ startMs: operation.startMs, endMs: operation.startMs }),
    color,
    describe: () => ({
      title: `${name}: sent`,
      details: [`at ${formatDuration(operation.startMs - context.scene.originMs)}`],
    }),
  });
  return bars;
}

/** How many events of a change stream or a tailable cursor its reply had. */
function countEvents(operation: Operation): number {
  if (operation.lane !== "mongodb") return 0;
  const { awaitsData, command, asked, documents = 0 } = operation;
  const opensStream = command === "aggregate" && asked?.whole.includes("$changeStream") === true;
  return awaitsData || opensStream ? documents : 0;
}

function isServerTimeKnown(operation: Operation): boolean {
  return operation.lane === "mongodb"
    ? operation.sentMs !== undefined && operation.repliedMs !== undefined
    : operation.latencyMs !== undefined;
}

/** All the getMores of a change stream or a tailable cursor: nothing but waiting, and now and then an event. */
export function layOutTail(
  context: Context,
  getMores: readonly [Operation, ...Operation[]],
): BarRow {
  const [first] = getMores;
  const letter = context.letters.get(first) ?? { letter: "", color: 0 };
  const collection = first.lane === "mongodb" ? (first.collection ?? "") : "";
  // A stream that is opened again after a token may have events in its first reply.
  const reopened = context.scene.operations.filter(
    (one) => one.lane === "mongodb" && one.command === "aggregate" && one.collection === collection,
  );
  const events = [...getMores, ...reopened].reduce((sum, one) => sum + countEvents(one), 0);
  const label = makeVisible(`events ${collection}`.trim());
  const slices = getMores
    .flatMap((operation) => context.links.slicesOf.get(operation) ?? [])
    .toSorted((a, b) => a.startMs - b.startMs);
  const drafts = getMores.flatMap((operation) => draftOperation(context, operation, letter));
  return {
    kind: "operation",
    label,
    ...letter,
    value: countOf(events, "event"),
    description: `${letter.letter}  ${label}: ${countOf(events, "event")} in ${countOf(getMores.length, "getMore")} that waited for them.`,
    highlighted: getMores.some((one) => context.highlighted.has(one)),
    spans: getMores,
    bars: mergeBars(
      concatenate(drafts, drawSlices(context, slices)),
      drafts.length + slices.length,
    ),
  };
}

function* concatenate<T>(...lists: Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function detailsOf(context: Context, operation: Operation): string[] {
  const details = [
    sayParts(context.scene.run.timeline.partsOf(operation)),
    timesOf(context, operation),
    outcomeOf(operation),
  ];
  if (operation.lane === "mongodb") {
    const { documents, replyBytes, connection, asked } = operation;
    const size = [
      documents === undefined ? undefined : countOf(documents, "document"),
      replyBytes === undefined ? undefined : `${replyBytes} bytes`,
    ].filter((part) => part !== undefined);
    if (size.length > 0) details.push(`reply: ${size.join(", ")}`);
    details.push(`connection ${connection}`);
    if (asked) details.push(`asked: ${makeVisible(asked.whole)}`);
    const lines = sayLines(findLines(context.scene.run, operation));
    if (lines !== undefined) details.push(makeVisible(lines));
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
  { items: operations, isWhole }: Group<Operation>,
  { letter, color }: Letter,
): BarRow {
  const { place, links } = context;
  const kinds = new Set(operations.map(kindOf)).size;
  const label =
    kinds === 1 && isWhole
      ? makeVisible(`${operations.length} × ${operations[0].name}`)
      : kinds === 1
        ? `… ${operations.length} more alike`
        : `… ${operations.length} more of ${kinds} kinds`;
  const failed = operations.filter((operation) => !operation.ok);
  const steps = countInFlight(operations);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  const title = `${letter}  ${label}`;
  const names = summarize(operations.map((operation) => labelOf(context, operation)));
  const describe = () => ({
    title,
    details: [
      names,
      `at most ${peak} at once`,
      ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ],
  });
  const waits = mergeIntervals(operations).map((interval): BarDraft => ({
    kind: "wait",
    ...place(interval),
    color,
    end: "ok",
    describe,
  }));
  // What did not end well keeps its sign.
  for (const operation of failed) {
    waits.push({
      kind: "wait",
      ...place(operation),
      color,
      end: operation.cut ? "cut" : "failed",
      describe: () => ({
        title: `${letter}  ${labelOf(context, operation)}`,
        details: detailsOf(context, operation),
      }),
    });
  }
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
    color,
    value: formatDuration(span.endMs - span.startMs),
    description: `${title}: ${names}, at most ${peak} at once, ${timesOf(context, span)}.`,
    highlighted: false,
    spans: operations,
    bars: mergeBars(
      concatenate(
        waits.toSorted((a, b) => a.from - b.from),
        drawSlices(context, slices),
      ),
      waits.length + slices.length,
    ),
    steps: placeSteps(context, steps),
    peak,
  };
}
