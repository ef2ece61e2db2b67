import type { HttpSpan, MongodbSpan, Span, ThreadSpan } from "./span.ts";

/** Something that the program asked for and had to wait for. */
export type Operation = MongodbSpan | HttpSpan;

/** Which slices of the threads belong to which operation. */
export interface SliceLinks {
  /** The operation whose reply made the slice run. */
  handled: Map<ThreadSpan, Operation>;
  /** The operations that the slice sent, in order. */
  sent: Map<ThreadSpan, Operation[]>;
  slicesOf: Map<Operation, ThreadSpan[]>;
  senderOf: Map<Operation, ThreadSpan>;
  /** The slices that worked for requests to the program's own server, in order of start. */
  slicesOfRequests: (numbers: ReadonlySet<number>) => ThreadSpan[];
}

/** A command reaches the proxy a little after the slice that wrote it; on a busy machine some ms. */
const deliveryMs = 5;

/** Ties slices to operations. `spans` must be in order of start. */
export function linkSlices(spans: readonly Span[]): SliceLinks {
  const slices = spans.filter((span) => span.lane === "thread");
  const operations = spans.filter((span) => span.lane === "mongodb" || span.lane === "http");
  const links: SliceLinks = {
    handled: new Map(),
    sent: new Map(),
    slicesOf: new Map(),
    senderOf: new Map(),
    slicesOfRequests: (numbers) =>
      slices.filter(({ request }) => request !== undefined && numbers.has(request)),
  };

  const byReply = new Map<string, Operation>();
  for (const operation of operations) {
    if (operation.lane === "mongodb") {
      byReply.set(`${operation.connection}/${operation.requestId}`, operation);
    }
  }
  const requests = operations.filter((operation) => operation.lane === "http");
  for (const slice of slices) {
    const { cause } = slice;
    const operation =
      cause.kind === "reply"
        ? byReply.get(`${cause.connection}/${cause.requestId}`)
        : cause.kind === "http"
          ? findRequest(requests, slice, cause)
          : undefined;
    if (!operation) continue;
    links.handled.set(slice, operation);
    append(links.slicesOf, operation, slice);
  }

  const threadOf = findThreads(links.slicesOf);
  const byThread = new Map<number, ThreadSpan[]>();
  for (const slice of slices) append(byThread, slice.thread, slice);
  const next = new Map<number, number>();
  for (const operation of operations) {
    const thread = threadOf(operation);
    const ofThread = byThread.get(thread) ?? [];
    let index = next.get(thread) ?? 0;
    while ((ofThread[index]?.startMs ?? Infinity) <= operation.startMs) index++;
    next.set(thread, index);
    const sender = ofThread[index - 1];
    if (!sender || operation.startMs - sender.endMs > deliveryMs) continue;
    links.senderOf.set(operation, sender);
    append(links.sent, sender, operation);
  }
  return links;
}

/**
 * The thread an operation belongs to: where its reply was handled, else where other replies of its connection
 * were, else the main one.
 */
function findThreads(
  slicesOf: ReadonlyMap<Operation, readonly ThreadSpan[]>,
): (operation: Operation) => number {
  const ofConnection = new Map<number, number>();
  for (const [operation, [slice]] of slicesOf) {
    if (operation.lane === "mongodb" && slice) ofConnection.set(operation.connection, slice.thread);
  }
  return (operation) =>
    slicesOf.get(operation)?.[0]?.thread ??
    (operation.lane === "mongodb" ? ofConnection.get(operation.connection) : undefined) ??
    0;
}

/**
 * The request whose response a slice handled: by the caller's port where both know it, by the URL
 * where the slice knows that, and the latest of them to start; a slice that knows neither is given the
 * one that ended last before it.
 */
function findRequest(
  requests: readonly HttpSpan[],
  slice: ThreadSpan,
  cause: { url?: string; localPort?: number },
): HttpSpan | undefined {
  let found: HttpSpan | undefined;
  for (const request of requests) {
    if (request.startMs > slice.startMs) break;
    if (cause.localPort !== undefined && request.localPort !== undefined) {
      if (cause.localPort === request.localPort) found = request;
    } else if (cause.url !== undefined) {
      if (cause.url === request.url) found = request;
    } else if (request.endMs <= slice.startMs && (!found || request.endMs >= found.endMs)) {
      found = request;
    }
  }
  return found;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
