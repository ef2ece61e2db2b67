import { mergeIntervals } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { ThreadSpan } from "../span.ts";
import { summarize, timesOf } from "./context.ts";
import type { Context } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import { foldAlike } from "./fold-rows.ts";
import { nameThreads } from "./heading.ts";
import { labelOf, linesOf } from "./operation-label.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarDraft } from "./merge-bars.ts";
import type { Bar, BarRow } from "./picture.ts";
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
  const names = nameThreads(numbers, context.scene.run.timeline.threads);
  const groups = foldAlike(numbers, most, (number) => known.get(number)?.kind ?? "worker");
  return groups.map(({ items, folded }) => {
    const label = folded ? `… ${items.length} more alike` : (names.get(items[0]) ?? "");
    const file = known.get(items[0])?.name;
    const what = !folded && items[0] !== 0 && file !== undefined ? `${label} (${file})` : label;
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
      description:
        makeVisible(what) +
        `: ${formatDuration(busyMs)} of JavaScript in ${countOf(own.length, "slice")}.`,
      highlighted: own.some((slice) => context.highlighted.has(slice)),
      spans: own,
      bars: [...mergeBars(drawSlices(context, own), own.length), ...drawSends(context, own)],
    };
  });
}

/** Slices as bars, one at a time. */
export function* drawSlices(context: Context, slices: readonly ThreadSpan[]): Generator<BarDraft> {
  for (const slice of slices) yield drawSlice(context, slice);
}

/** A tick at each moment at which the slices sent something that is drawn. */
function drawSends(context: Context, slices: readonly ThreadSpan[]): Bar[] {
  const sent = slices.flatMap((slice) => context.links.sent.get(slice) ?? none);
  const drafts = sent.flatMap((operation): BarDraft[] => {
    const letter = context.letters.get(operation);
    if (!letter) return [];
    const atMs = operation.startMs;
    return [
      {
        kind: "send",
        ...context.place({ startMs: atMs, endMs: atMs }),
        color: letter.color,
        ...linesOf(context, operation),
        describe: () => ({
          title: `sends ${letter.letter}  ${labelOf(context, operation)}`,
          details: [`at ${formatDuration(atMs - context.scene.originMs)}`],
        }),
      },
    ];
  });
  return mergeBars(
    drafts.toSorted((a, b) => a.from - b.from),
    drafts.length,
  );
}

/** A slice as a bar: of the operation whose reply it handles, or of the program's own. */
function drawSlice(context: Context, slice: ThreadSpan): BarDraft {
  const { letters, links, place } = context;
  const operation = links.handled.get(slice);
  const ofRequest =
    slice.request === undefined ? undefined : context.requestLetters.get(slice.request);
  const mine = (operation && letters.get(operation)) ?? ofRequest;
  const sent = links.sent.get(slice) ?? none;
  return {
    // A handshake that is not drawn has no row and no letter: its slices are the runtime's own work.
    kind: isBlocked(slice) ? "blocked" : mine ? "work" : "own",
    ...place(slice),
    ...(mine && { color: mine.color }),
    ...(mine && { letters: [mine.letter] }),
    ...(mine && operation && linesOf(context, operation)),
    describe: () => ({
      title: makeVisible(mine ? `${mine.letter}  ${slice.name}` : slice.name),
      details: [
        `${formatDuration(slice.endMs - slice.startMs)} of JavaScript, ${timesOf(context, slice)}`,
        ...(slice.blockedMs === undefined
          ? []
          : [
              `blocked for ${formatDuration(slice.blockedMs)} of it: waiting in a call that blocks`,
            ]),
        `ran because: ${makeVisible(operation ? `reply of ${operation.name}` : causeInWords(slice))}`,
        ...(ofRequest ? [`for request ${ofRequest.letter}`] : []),
        ...(sent.length > 0 ? [`sent ${summarize(sent.map((one) => labelOf(context, one)))}`] : []),
      ],
    }),
  };
}

/** Whether the thread did nothing for most of the slice, and nobody else could have it. */
function isBlocked({ blockedMs }: ThreadSpan): boolean {
  return blockedMs !== undefined;
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
  request: "a request has come",
  timer: "a timer is due",
  immediate: "setImmediate",
  message: "a message from another thread or process",
} as const;

function causeInWords({ cause }: ThreadSpan): string {
  if (cause.kind === "other") return cause.type;
  if (cause.kind === "http" && cause.url !== undefined) return `a response of ${cause.url}`;
  return causes[cause.kind];
}
