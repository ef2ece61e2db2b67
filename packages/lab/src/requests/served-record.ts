import type { RequestSpan } from "@samples/timeline";
import { redactUrl } from "./program-request.ts";
import type { Seen, SeenByThread } from "./request-watch.ts";
import type { SentRequest } from "./send-request.ts";

/** What the program's own HTTP servers were asked, and what they sent for it. */
export interface ServedRecord {
  /** In the order of their numbers. */
  spans: RequestSpan[];
  /** The span of each request of the lab's, in the order in which they were given; one that was never sent is not among the spans. */
  ofSent: RequestSpan[];
  /** Number of the request that a thread ("<pid>-<thread id>") counted as its n-th. */
  numberOf: (thread: string | undefined, n: number) => number | undefined;
  /** The request for which something was sent over a port: by its context where that is known, else by its time, where only one was being served. */
  sentFor: (
    port: number | undefined,
    atMs: number,
    message?: number,
  ) => { request?: number; requestByTime?: true };
}

/** A request as a thread of the program saw it; times are ms on the run's axis. */
interface SeenRequest {
  key: string;
  method: string;
  url: string;
  port?: number;
  readMs: number;
  answeredMs?: number;
  /** When the caller hung up. */
  leftMs?: number;
  status?: number;
}

/** Somebody wrote to a server. */
interface SeenWrite {
  atMs: number;
  /** Of the request in whose context it was; nothing outside of any. */
  key: string | undefined;
  message?: number;
}

/** What is written reaches the proxy within this time, in ms, on a machine that is not very busy. */
const deliveryMs = 50;

/**
 * Joins what was seen in the program and what the lab has sent.
 *
 * @param zero where the run's axis is zero on the clock of process.hrtime, in ms
 * @param endMs when the program was gone
 */
export function createServedRecord(
  threads: readonly SeenByThread[],
  sent: readonly SentRequest[],
  zero: number,
  endMs: number,
): ServedRecord {
  const { requests, writes } = readThreads(threads, zero);
  const unmatched = new Set(requests);
  const spanOf = new Map<SeenRequest | SentRequest, RequestSpan>();
  for (const one of sent) {
    const seen = findSeen(unmatched, one);
    if (seen) unmatched.delete(seen);
    const span = toSpan(one, seen, endMs);
    spanOf.set(one, span);
    if (seen) spanOf.set(seen, span);
  }
  for (const seen of unmatched) spanOf.set(seen, toForeignSpan(seen, endMs));

  const unsent = new Set(sent.filter(({ isUnsent }) => isUnsent).map((one) => spanOf.get(one)));
  const spans = [...new Set(spanOf.values())]
    .filter((span) => !unsent.has(span))
    .toSorted((a, b) => a.startMs - b.startMs);
  for (const [index, span] of spans.entries()) span.number = index + 1;
  const numbers = new Map(requests.map((seen) => [seen.key, spanOf.get(seen)?.number]));

  return {
    spans,
    ofSent: sent.flatMap((one) => spanOf.get(one) ?? []),
    numberOf: (thread, n) => (thread === undefined ? undefined : numbers.get(`${thread}/${n}`)),
    sentFor(port, atMs, message) {
      const write = port === undefined ? undefined : findWrite(writes.get(port), atMs, message);
      if (write) {
        const request = write.key === undefined ? undefined : numbers.get(write.key);
        return request === undefined ? {} : { request };
      }
      const served = spans.filter(
        ({ readMs, answeredMs, endMs: last }) =>
          readMs !== undefined && readMs <= atMs && atMs <= (answeredMs ?? last),
      );
      const [only] = served;
      return only && served.length === 1 ? { request: only.number, requestByTime: true } : {};
    },
  };
}

function readThreads(
  threads: readonly SeenByThread[],
  zero: number,
): { requests: SeenRequest[]; writes: Map<number, SeenWrite[]> } {
  const requests = new Map<string, SeenRequest>();
  const writes = new Map<number, SeenWrite[]>();
  for (const { key: thread, seen } of threads) {
    for (const one of seen) {
      const atMs = one.atMs - zero;
      if (one.kind === "listens") continue;
      const key = `${thread}/${one.number}`;
      if (one.kind === "begins") requests.set(key, begin(key, one, atMs));
      else if (one.kind === "writes") {
        const { port, number, message } = one;
        const write = { atMs, key: number === 0 ? undefined : key, ...(message && { message }) };
        const ofPort = writes.get(port);
        if (ofPort) ofPort.push(write);
        else writes.set(port, [write]);
      } else {
        const request = requests.get(key);
        if (!request) continue;
        if (one.status === undefined) request.leftMs = atMs;
        else Object.assign(request, { answeredMs: atMs, status: one.status });
      }
    }
  }
  return { requests: [...requests.values()], writes };
}

function begin(
  key: string,
  { method, url, port }: Extract<Seen, { kind: "begins" }>,
  atMs: number,
): SeenRequest {
  return { key, method, url, readMs: atMs, ...(port === undefined ? {} : { port }) };
}

/** The request that the program saw come from the port from which it was sent, or, on a Unix socket, the next like it. */
function findSeen(seen: ReadonlySet<SeenRequest>, sent: SentRequest): SeenRequest | undefined {
  for (const one of seen) {
    if (one.readMs < sent.startMs || one.readMs > sent.endMs) continue;
    const isLike = one.url === sent.request.path && one.method === sent.request.method;
    if (sent.port === undefined ? one.port === undefined && isLike : one.port === sent.port) {
      return one;
    }
  }
  return undefined;
}

/** By the number of its message where both know it; else the last one that can have been it. */
function findWrite(
  writes: readonly SeenWrite[] | undefined,
  atMs: number,
  message: number | undefined,
): SeenWrite | undefined {
  const isSame = (write: SeenWrite): boolean =>
    message !== undefined && write.message === message && write.atMs <= atMs;
  return (
    writes?.findLast(isSame) ??
    writes?.findLast((write) => write.atMs <= atMs && atMs - write.atMs < deliveryMs)
  );
}

function toSpan(sent: SentRequest, seen: SeenRequest | undefined, runEndMs: number): RequestSpan {
  const { request, startMs, endMs, status, bytes, error, port } = sent;
  return {
    ...nameOf(request.method, request.path),
    startMs,
    endMs: Math.min(Math.max(startMs, endMs), Math.max(startMs, runEndMs)),
    ok: error === undefined && status !== undefined && status < 400,
    ...(status === undefined ? {} : { status }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(error === undefined ? {} : { error, ...(status === undefined ? {} : { cut: true }) }),
    ...(port === undefined ? {} : { callerPort: port }),
    ...(seen && { readMs: seen.readMs }),
    ...(seen?.answeredMs === undefined ? {} : { answeredMs: seen.answeredMs }),
  };
}

/** A request that somebody else has sent: a browser, curl, the program itself. */
function toForeignSpan(seen: SeenRequest, runEndMs: number): RequestSpan {
  const { method, url, port, readMs, answeredMs, leftMs, status } = seen;
  const endMs = answeredMs ?? leftMs;
  return {
    ...nameOf(method, url),
    startMs: readMs,
    endMs: Math.max(readMs, endMs ?? runEndMs),
    ok: status !== undefined && status < 400,
    ...(status === undefined ? {} : { status }),
    ...(endMs === undefined ? { cut: true } : {}),
    ...(status === undefined && leftMs !== undefined ? { error: "the caller hung up" } : {}),
    ...(port === undefined ? {} : { callerPort: port }),
    readMs,
    ...(answeredMs === undefined ? {} : { answeredMs }),
  };
}

function nameOf(
  method: string,
  url: string,
): Pick<RequestSpan, "lane" | "name" | "number" | "method" | "url"> {
  const shown = redactUrl(url);
  return { lane: "request", name: `${method} ${shown}`, number: 0, method, url: shown };
}
