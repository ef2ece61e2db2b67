import { countInFlight, mergeIntervals } from "../in-flight.ts";
import { sayRequestParts } from "../request-parts.ts";
import type { Operation } from "../slice-links.ts";
import type { RequestSpan, ThreadSpan } from "../span.ts";
import { placeSteps, summarize, timesOf } from "./context.ts";
import type { Context, Letter } from "./context.ts";
import { countOf, formatDuration } from "./durations.ts";
import { foldAlike } from "./fold-rows.ts";
import type { Group } from "./fold-rows.ts";
import { mergeBars } from "./merge-bars.ts";
import type { BarDraft } from "./merge-bars.ts";
import { kindOf } from "./operation-rows.ts";
import type { BarRow } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";
import { drawSlices } from "./thread-rows.ts";

/** A request with a row of its own and what it asked for, or several requests in one row. */
export interface ArrangedRequest {
  group: Group<RequestSpan>;
  operations: Group<Operation>[];
}

/** Which rows requests and operations get. */
export interface Arrangement {
  requests: ArrangedRequest[];
  /** What was asked for no request, or for one that is folded. */
  others: Group<Operation>[];
}

/** More requests than this are a load: one of each kind is shown, and a row for the rest. */
const mostRequests = 6;

/** Puts each request above what it asked for, with about `most` rows in all. */
export function arrangeRows(
  requests: readonly RequestSpan[],
  operations: readonly Operation[],
  most: number,
  kept: ReadonlySet<Operation>,
): Arrangement {
  if (requests.length === 0) {
    return { requests: [], others: foldAlike(operations, most, kindOf, kept) };
  }
  const kinds = new Set(requests.map(kindOfRequest)).size;
  const groups = foldAlike(
    requests,
    requests.length > mostRequests ? Math.min(2 * kinds, mostRequests) : mostRequests,
    kindOfRequest,
  );
  const byRequest = new Map<number, Operation[]>();
  for (const operation of operations) {
    if (operation.request === undefined) continue;
    const own = byRequest.get(operation.request);
    if (own) own.push(operation);
    else byRequest.set(operation.request, [operation]);
  }
  const shown = groups.map(({ items, folded }) =>
    folded ? [] : (byRequest.get(items[0].number) ?? []),
  );
  const rows = shareOut(
    shown.map(({ length }) => length),
    most - groups.length,
  );
  const taken = new Set(shown.flat());
  const rest = operations.filter((operation) => !taken.has(operation));
  const left = most - groups.length - rows.reduce((sum, count) => sum + count, 0);
  return {
    requests: groups.map((group, index) => ({
      group,
      operations: foldAlike(shown[index] ?? [], rows[index] ?? 0, kindOf, kept),
    })),
    others: groups.some(({ folded }) => folded)
      ? oneRowEach(rest, mostRequests)
      : foldAlike(rest, Math.max(2, left), kindOf, kept),
  };
}

/** A row for each kind; where there are too many kinds, they share rows. */
function oneRowEach(operations: readonly Operation[], most: number): Group<Operation>[] {
  const kinds = new Map<string, Group<Operation>>();
  for (const operation of operations) {
    const group = kinds.get(kindOf(operation));
    if (group) {
      group.items.push(operation);
      group.folded = true;
      group.isWhole = true;
    } else kinds.set(kindOf(operation), { items: [operation], folded: false });
  }
  return kinds.size <= most ? [...kinds.values()] : foldAlike(operations, most, kindOf);
}

/** Shares rows out: up to two for each at first, then in turn to those that need more. */
function shareOut(needs: readonly number[], most: number): number[] {
  const rows = needs.map((need) => Math.min(need, 2));
  let left = most - rows.reduce((sum, count) => sum + count, 0);
  for (let isGiven = true; isGiven && left > 0;) {
    isGiven = false;
    for (const [index, need] of needs.entries()) {
      if (left <= 0 || (rows[index] ?? 0) >= need) continue;
      rows[index] = (rows[index] ?? 0) + 1;
      left -= 1;
      isGiven = true;
    }
  }
  return rows;
}

/** "/users/7" and "/users/12?all" are alike, "/users" and "/orders" are not. */
export function kindOfRequest({ method, url }: RequestSpan): string {
  const [path = ""] = url.split("?", 1);
  const parts = path.split("/").filter(Boolean);
  const shape = parts.map((part, index) =>
    /^[\da-f-]*\d[\da-f-]*$/i.test(part) || (index > 0 && index === parts.length - 1) ? "*" : part,
  );
  return `${method} /${shape.join("/")}`;
}

/** The row of a request, or of several that are folded into one. */
export function layOutRequests(
  context: Context,
  group: Group<RequestSpan>,
  letter: Letter,
): BarRow {
  const [first] = group.items;
  const { links, place } = context;
  const slices = links.slicesOfRequests(new Set(group.items.map(({ number }) => number)));
  if (group.folded) return layOutFolded(context, group.items, letter, slices);

  const label = makeVisible(first.name);
  const title = `${letter.letter}  ${label}`;
  const lengthMs = first.endMs - first.startMs;
  const describe = () => ({ title, details: detailsOf(context, first) });
  const readMs = Math.min(first.endMs, first.readMs ?? first.startMs);
  const drafts: BarDraft[] = [
    {
      kind: "wait",
      ...place({ startMs: readMs, endMs: first.endMs }),
      color: letter.color,
      end: first.cut ? "cut" : first.ok ? "ok" : "failed",
      describe,
    },
  ];
  if (readMs > first.startMs) {
    const unread = { startMs: first.startMs, endMs: readMs };
    drafts.push({
      kind: "unread",
      ...place(unread),
      color: letter.color,
      describe: () => ({
        title: `${title}: not yet read`,
        details: [
          `The request was here for ${formatDuration(readMs - first.startMs)} before the thread came to it.`,
          timesOf(context, unread),
        ],
      }),
    });
  }
  return {
    kind: "request",
    label,
    ...letter,
    value: `${sayStatus(first)}, ${formatDuration(lengthMs)}`,
    description: `${title}: ${sayAnswer(first)}, ${formatDuration(lengthMs)}, ${timesOf(context, first)}.`,
    highlighted: context.highlighted.has(first),
    spans: [first],
    bars: mergeBars([...drafts, ...drawSlices(context, slices)], drafts.length + slices.length),
  };
}

function layOutFolded(
  context: Context,
  requests: readonly RequestSpan[],
  { letter, color }: Letter,
  slices: readonly ThreadSpan[],
): BarRow {
  const { place } = context;
  const kinds = new Set(requests.map(kindOfRequest)).size;
  const label =
    kinds === 1 ? `… ${requests.length} more alike` : `… ${requests.length} more of ${kinds} kinds`;
  const steps = countInFlight(requests);
  const peak = steps.reduce((most, { count }) => Math.max(most, count), 0);
  const names = summarize(requests.map(({ name }) => name));
  const title = `${letter}  ${label}`;
  const answers = summarize(requests.map(sayStatus));
  const describe = () => ({ title, details: [names, answers, `at most ${peak} at once`] });
  const drafts = mergeIntervals(requests).map((interval): BarDraft => ({
    kind: "wait",
    ...place(interval),
    color,
    end: "ok",
    describe,
  }));
  for (const request of requests.filter(({ ok }) => !ok)) {
    drafts.push({
      kind: "wait",
      ...place(request),
      color,
      end: request.cut ? "cut" : "failed",
      describe: () => ({
        title: `${letter}  ${makeVisible(request.name)}`,
        details: detailsOf(context, request),
      }),
    });
  }
  const span = {
    startMs: requests[0]?.startMs ?? 0,
    endMs: requests.reduce((last, { endMs }) => Math.max(last, endMs), 0),
  };
  return {
    kind: "request",
    label,
    letter,
    color,
    value: `peak ${peak}`,
    description: `${title}: ${names}, ${answers}, at most ${peak} at once, ${timesOf(context, span)}.`,
    highlighted: false,
    spans: requests,
    bars: mergeBars(
      [...drafts.toSorted((a, b) => a.from - b.from), ...drawSlices(context, slices)],
      drafts.length + slices.length,
    ),
    steps: placeSteps(context, steps),
    peak,
  };
}

function detailsOf(context: Context, request: RequestSpan): string[] {
  const { timeline } = context.scene.run;
  const queries = timeline.operationsOf(request);
  return [
    sayRequestParts(timeline, request),
    timesOf(context, request),
    sayAnswer(request),
    ...(request.bytes === undefined ? [] : [`answer: ${request.bytes} bytes`]),
    queries.length === 0
      ? "asked for nothing"
      : `asked for ${countOf(queries.length, "thing")}, at most ${queries.peak} at once: ${summarize(queries.names)}`,
  ];
}

/** "200", or "no answer". */
export function sayStatus({ status }: RequestSpan): string {
  return status === undefined ? "no answer" : String(status);
}

function sayAnswer(request: RequestSpan): string {
  const { status, error } = request;
  const answer = status === undefined ? "no answer" : `answered ${status}`;
  return error === undefined ? answer : `${answer}: ${makeVisible(error)}`;
}
