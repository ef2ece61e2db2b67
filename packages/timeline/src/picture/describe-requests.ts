import { countInFlight } from "../in-flight.ts";
import type { RequestSpan } from "../span.ts";
import type { Timeline } from "../timeline.ts";
import { countOf, formatDuration } from "./durations.ts";
import { describeRun } from "./describe-run.ts";
import { kindOfRequest, sayStatus } from "./request-rows.ts";
import { makeVisible } from "./safe-text.ts";

/** More requests than this are told as a whole. */
const mostTold = 5;

/**
 * Says what came of the requests to the program's own server: a sentence for each of a few, "GET /users/7 answered 200 after
 * 112 ms: 2 queries, one after the other.", and figures for many. Those without a whole answer are told apart from the others.
 */
export function describeRequests(timeline: Timeline): { answered: string[]; unanswered: string[] } {
  const requests = timeline.requests().toArray();
  const failed = requests.filter(({ error }) => error !== undefined);
  if (requests.length <= mostTold) {
    const others = requests.filter(({ error }) => error === undefined);
    return {
      answered: others.map((one) => describeAnswered(timeline, one)),
      unanswered: failed.map((one) => describeUnanswered(one)),
    };
  }
  const [first] = failed;
  return {
    answered: describeAll(timeline, requests),
    unanswered:
      first === undefined
        ? []
        : failed.length === 1
          ? [describeUnanswered(first)]
          : [
              `${failed.length} of ${requests.length} requests got no whole answer. The first: ${describeUnanswered(first)}`,
            ],
  };
}

function describeAll(timeline: Timeline, requests: readonly RequestSpan[]): string[] {
  const kinds = new Map<string, RequestSpan[]>();
  for (const request of requests) {
    const kind = kindOfRequest(request);
    const ofKind = kinds.get(kind);
    if (ofKind) ofKind.push(request);
    else kinds.set(kind, [request]);
  }
  const groups = [...kinds.values()];
  return groups.length <= mostTold
    ? groups.map((group) => describeMany(timeline, group))
    : [describeMany(timeline, requests)];
}

function describeUnanswered({ name, status, error = "" }: RequestSpan): string {
  const began = status === undefined ? "got no answer" : `answered ${status}, but not to the end`;
  return `${makeVisible(name)} ${began}: ${makeVisible(error)}.`;
}

function describeAnswered(timeline: Timeline, request: RequestSpan): string {
  const { status } = request;
  const name = makeVisible(request.name);
  const took = formatDuration(request.endMs - request.startMs);
  if (status === undefined) return `${name} was not answered when the run ended.`;
  return `${name} answered ${status} after ${took}: ${sayQueries(timeline, [request])}.`;
}

/** "2 queries, one after the other" */
function sayQueries(timeline: Timeline, requests: readonly RequestSpan[]): string {
  const numbers = new Set(requests.map(({ number }) => number));
  const { what, how } = describeRun(timeline, (one) => numbers.has(one.request ?? 0));
  if (what.startsWith("0 ")) return "without a query";
  const order = how === "one at a time" ? "one after the other" : how;
  return [what, order].filter(Boolean).join(", ");
}

function describeMany(timeline: Timeline, requests: readonly RequestSpan[]): string {
  const names = new Set(requests.map(({ name }) => name));
  const what =
    names.size === 1
      ? `${requests.length} × ${makeVisible(requests[0]?.name ?? "")}`
      : `${requests.length} requests like ${makeVisible(requests[0]?.name ?? "")}`;
  const statuses = new Map<string, number>();
  for (const request of requests) {
    const status = sayStatus(request);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const answers = [...statuses]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([status, count]) => {
      const said = status === "no answer" ? "got no answer" : `answered ${status}`;
      return statuses.size === 1 ? `all ${said}` : `${count} ${said}`;
    });
  const took = requests.map(({ startMs, endMs }) => endMs - startMs).toSorted((a, b) => a - b);
  const inFlight = countInFlight(requests).reduce((most, { count }) => Math.max(most, count), 0);
  const numbers = new Set(requests.map(({ number }) => number));
  const queries = timeline.mongodb().where(({ request }) => numbers.has(request ?? 0));
  const each = queries.length / requests.length;
  const asked =
    queries.length === 0
      ? "without a query"
      : `${Number.isInteger(each) ? countOf(each, "query", "queries") : `${each.toFixed(1)} queries`} each`;
  return (
    `${what}, ${asked}: ${answers.join(", ")}. ` +
    `p50 ${formatDuration(percentile(took, 0.5))}, p99 ${formatDuration(percentile(took, 0.99))}; ` +
    `at most ${countOf(inFlight, "request")}${queries.length === 0 ? "" : ` and ${countOf(queries.peak, "query", "queries")}`} at once.`
  );
}

/** The smallest of the sorted values that is not below so large a share of them: the nearest-rank method. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
