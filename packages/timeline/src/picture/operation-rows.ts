import { countInFlight, mergeIntervals } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import { placeSteps, summarise, timesOf } from "./context.ts";
import type { Context, Letter } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import type { Group } from "./fold-rows.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarDraft } from "./merge-bars.ts";
import type { Bar, BarRow } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";
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
  const bars: BarDraft[] = [
    {
      kind: "wait",
      ...place(operation),
      colour,
      end: operation.cut ? "cut" : operation.ok ? "ok" : "failed",
      describe: () => ({ title: name, details: detailsOf(context, operation) }),
    },
  ];
  const firstRead = slices.find((slice) => slice.endMs > operation.endMs);
  if (firstRead && firstRead.startMs > operation.endMs) {
    const unread = { startMs: operation.endMs, endMs: firstRead.startMs };
    bars.push({
      kind: "unread",
      ...place(unread),
      colour,
      describe: () => ({
        title: `${name}: reply not yet read`,
        details: [
          `The reply was here for ${formatDuration(unread.endMs - unread.startMs)} before the thread came to it.`,
          timesOf(context, unread),
        ],
      }),
    });
  }
  bars.push({
    kind: "send",
    ...place({ startMs: operation.startMs, endMs: operation.startMs }),
    colour,
    describe: () => ({
      title: `${name}: sent`,
      details: [`at ${formatDuration(operation.startMs - context.scene.originMs)}`],
    }),
  });
  return mergeBars(concatenate(bars, drawSlices(context, slices)), bars.length + slices.length);
}

function* concatenate<T>(...lists: Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
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
  const failed = operations.filter((operation) => !operation.ok);
  const steps = countInFlight(operations);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  const title = `${letter}  ${label}`;
  const names = summarise(operations.map((operation) => operation.name));
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
    colour,
    end: "ok",
    describe,
  }));
  // What did not end well keeps its sign.
  for (const operation of failed) {
    waits.push({
      kind: "wait",
      ...place(operation),
      colour,
      end: operation.cut ? "cut" : "failed",
      describe: () => ({
        title: `${letter}  ${makeVisible(operation.name)}`,
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
    colour,
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
