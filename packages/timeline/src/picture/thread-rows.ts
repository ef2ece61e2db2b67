import { mergeIntervals } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { ThreadSpan } from "../span.ts";
import { summarise, timesOf } from "./context.ts";
import type { Context } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import { foldAlike } from "./fold-rows.ts";
import { nameThread } from "./heading.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarDraft } from "./merge-bars.ts";
import type { BarRow } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";

/** A row for each thread with the slices of JavaScript that it ran; the main one is first. */
export function layOutThreads(
  context: Context,
  slices: readonly ThreadSpan[],
  most: number,
): BarRow[] {
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
    const own = inOrder(items.flatMap((number) => byThread.get(number) ?? []));
    const shown = own.map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, context.scene.originMs),
      endMs,
    }));
    const busyMs = mergeIntervals(shown).reduce(
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
      bars: mergeBars(drawSlices(context, own), own.length),
    };
  });
}

/** Slices as bars, one at a time. */
export function* drawSlices(context: Context, slices: readonly ThreadSpan[]): Generator<BarDraft> {
  for (const slice of slices) yield drawSlice(context, slice);
}

/** A slice as a bar: of the operation whose reply it handles, or of the program's own. */
function drawSlice(context: Context, slice: ThreadSpan): BarDraft {
  const { letters, links, place } = context;
  const operation = links.handled.get(slice);
  const mine = operation && letters.get(operation);
  const sent = links.sent.get(slice) ?? none;
  // What is not drawn, such as a handshake, has no letter.
  const sends =
    sent.length > 0 ? [...new Set(sent.flatMap((one) => letters.get(one)?.letter ?? []))] : [];
  return {
    // A handshake that is not drawn has no row and no letter: its slices are the runtime's own work.
    kind: mine ? "work" : "own",
    ...place(slice),
    ...(mine && { colour: mine.colour }),
    letters: mine ? [mine.letter] : sends,
    describe: () => ({
      title: makeVisible(mine ? `${mine.letter}  ${slice.name}` : slice.name),
      details: [
        `${formatDuration(slice.endMs - slice.startMs)} of JavaScript, ${timesOf(context, slice)}`,
        `ran because: ${makeVisible(operation ? `reply of ${operation.name}` : causeInWords(slice))}`,
        ...(sent.length > 0 ? [`sent ${summarise(sent.map(({ name }) => name))}`] : []),
      ],
    }),
  };
}

/** Slices of one thread are in order; of several that are folded into one row they are made so. */
function inOrder(slices: ThreadSpan[]): ThreadSpan[] {
  return slices.toSorted((a, b) => a.startMs - b.startMs);
}

const none: readonly Operation[] = [];

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
