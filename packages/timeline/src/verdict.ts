import { formatDuration, countOf } from "./picture/durations.ts";
import { makeVisible } from "./picture/safe-text.ts";
import type { Operation } from "./slice-links.ts";
import type { ThreadSpan } from "./span.ts";
import { storyEndMs, storyStartMs } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The longest turn of a thread, and whom it held up. */
export interface Verdict {
  /** How long the thread ran without a pause, in ms: nothing could be sent or read, and no timer could fire. */
  longestTurnMs: number;
  startMs: number;
  endMs: number;
  /** For how long of it the thread was blocked, in ms; missing when it was computing, and where the system cannot say. */
  blockedMs?: number;
  /** It was over before anything was sent or printed. */
  beforeFirst?: true;
  /** Replies that were there during the turn and were read only after it. */
  repliesUnread: number;
  /** For how long the first of them lay there, in ms; 0 without one. */
  longestUnreadMs: number;
  /** Commands and requests that were sent when it was over at last. */
  sentAfter: number;
  /** The request to the program's own server for which it ran: "GET /report". */
  request?: string;
  /** Requests to the program's own server that were there during the turn and were read only after it; missing without any. */
  requestsUnread?: number;
  /** For how long the first of them lay there, in ms; missing without any. */
  longestRequestUnreadMs?: number;
}

/** What is sent so soon after a turn, in ms, waited for its end: the driver passes a command on in the next turn. */
const soonMs = 5;

/** Before the first command a shorter turn, in ms, is the start of the process: it is not the program's doing. */
const longStartMs = 250;

/** Returns the verdict on the main thread; undefined when it was not recorded. */
export function judge(timeline: Timeline): Verdict | undefined {
  const beginMs = storyStartMs(timeline.spans(), timeline.links);
  const overMs = storyEndMs(timeline.spans(), timeline.links);
  let turn: ThreadSpan | undefined;
  let longestTurnMs = 0;
  for (const slice of timeline.thread()) {
    // The exit is no turn of the program's, and not in the picture either.
    if (slice.startMs >= overMs) continue;
    const isBefore = slice.endMs <= beginMs;
    const lengthMs = slice.endMs - (isBefore ? slice.startMs : Math.max(slice.startMs, beginMs));
    if (isBefore && lengthMs < longStartMs) continue;
    if (turn && lengthMs <= longestTurnMs) continue;
    turn = slice;
    longestTurnMs = lengthMs;
  }
  if (!turn) return undefined;
  const { endMs } = turn;
  const startMs = endMs - longestTurnMs;
  const blockedMs =
    turn.blockedMs === undefined ? undefined : Math.min(turn.blockedMs, longestTurnMs);
  const ofTurn = turn;
  const operations = timeline.operations().toArray();
  const unread = operations.flatMap((operation) => unreadDuring(timeline, ofTurn, operation));
  const sentAfter = operations.filter(
    (operation) => operation.startMs >= endMs && operation.startMs <= endMs + soonMs,
  );
  return {
    longestTurnMs,
    startMs,
    endMs,
    ...(blockedMs !== undefined && { blockedMs }),
    ...(endMs <= beginMs && { beforeFirst: true as const }),
    repliesUnread: unread.length,
    longestUnreadMs: unread.reduce((longest, ms) => Math.max(longest, ms), 0),
    sentAfter: sentAfter.length,
    ...requestsDuring(timeline, turn),
  };
}

/** For which request the turn ran, and how many others were there and lay unread until it was over. */
function requestsDuring(timeline: Timeline, turn: ThreadSpan): Partial<Verdict> {
  const requests = timeline.requests().toArray();
  const own = requests.find(({ number }) => number === turn.request);
  const unreadMs = requests
    .filter((request) => request !== own && request.startMs < turn.endMs)
    .flatMap(({ startMs, readMs }) =>
      readMs !== undefined && readMs >= turn.endMs ? [readMs - startMs] : [],
    );
  return {
    ...(own && { request: own.name }),
    ...(unreadMs.length > 0 && {
      requestsUnread: unreadMs.length,
      longestRequestUnreadMs: Math.max(...unreadMs),
    }),
  };
}

/** How long the reply lay unread, where it came during the turn. */
function unreadDuring({ links }: Timeline, turn: ThreadSpan, operation: Operation): number[] {
  const { endMs } = operation;
  if (endMs <= turn.startMs || endMs >= turn.endMs) return [];
  const read = links.slicesOf.get(operation)?.find((slice) => slice.endMs > endMs);
  return read && read.thread === turn.thread && read.startMs >= turn.endMs
    ? [read.startMs - endMs]
    : [];
}

/**
 * "Longest turn: 5.02 s, in which nothing could be sent or read. 2 replies lay unread, one of them for 264 ms."
 */
export function sayVerdict(verdict: Verdict): string {
  const { longestTurnMs, blockedMs, repliesUnread, longestUnreadMs, sentAfter } = verdict;
  const when = verdict.beforeFirst ? ", before the first command" : "";
  const blocked = blockedMs === undefined ? "" : ", most of it blocked";
  const whose = verdict.request === undefined ? "" : ` for ${makeVisible(verdict.request)}`;
  const sentences = [
    `Longest turn: ${formatDuration(longestTurnMs)}${whose}${blocked}${when}, in which nothing could be sent or read.`,
  ];
  if (repliesUnread === 1) {
    sentences.push(`One reply lay unread meanwhile, for ${formatDuration(longestUnreadMs)}.`);
  } else if (repliesUnread > 1) {
    sentences.push(
      `${repliesUnread} replies lay unread meanwhile, one of them for ${formatDuration(longestUnreadMs)}.`,
    );
  }
  const { requestsUnread = 0, longestRequestUnreadMs = 0 } = verdict;
  if (requestsUnread > 0) {
    const waited = formatDuration(longestRequestUnreadMs);
    sentences.push(
      requestsUnread === 1
        ? `Another request waited for the thread meanwhile, for ${waited}.`
        : `${requestsUnread} other requests waited for the thread meanwhile, one of them for ${waited}.`,
    );
  }
  if (sentAfter > 0) {
    sentences.push(`${countOf(sentAfter, "command was", "commands were")} sent only after it.`);
  }
  return sentences.join(" ");
}

/** From here on a turn is long, in ms: what Chrome's performance panel calls a long task. */
export const longTurnMs = 50;
