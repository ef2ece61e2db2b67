import type {
  Connection,
  HttpSpan,
  MongodbSpan,
  RequestSpan,
  ThreadCause,
  ThreadSpan,
} from "@samples/timeline";
import { nameResource } from "./name-resource.ts";
import type { RawSlice } from "./thread-record.ts";

/** What went over the program's sockets, as far as the lab saw it. */
export interface SocketTraffic {
  mongodb: readonly MongodbSpan[];
  http: readonly HttpSpan[];
  connections: readonly Connection[];
  /** Requests to the program's own servers. */
  requests?: readonly RequestSpan[];
  /** Number of the request that a thread counted as its n-th. */
  requestNumber?: (thread: number, n: number) => number | undefined;
}

/** Slices of one cause that are no further apart than this are one, in ms. */
const mergeGapMs = 0.05;

/** Work on the driver's own commands that lasts longer is shown like everybody's, in ms. */
const housekeepingLimitMs = 5;

/**
 * Says of each slice what caused it, and merges neighbors of one cause.
 *
 * A slice of a socket handles some of the reply to the command that was sent last on that
 * socket: a connection carries one command at a time, and the one after it is sent by this slice at
 * the earliest, so it reaches the proxy after the slice began. Hence no tolerance is needed,
 * whatever the machine does meanwhile.
 *
 * What one slice decodes and what goes on because of it (a Promise.all that is now complete)
 * belongs to that reply. Replies on several connections are several slices, even when they
 * were all there at once: the loop reads one socket after the other.
 *
 * @returns spans in the order of `slices`
 */
export function attributeSlices(slices: readonly RawSlice[], traffic: SocketTraffic): ThreadSpan[] {
  const findCause = createCauseFinder(traffic);
  const spans: ThreadSpan[] = [];
  let last: ThreadSpan | undefined;
  let lastKey = "";
  for (const slice of slices) {
    const { cause, name, internal, request, key: causeKey } = findCause(slice);
    const key = request === undefined ? causeKey : `${causeKey} for ${request}`;
    if (
      last?.thread === slice.thread &&
      lastKey === key &&
      slice.startMs - last.endMs <= mergeGapMs
    ) {
      last.endMs = slice.endMs;
      if (slice.blockedMs !== undefined) last.blockedMs = (last.blockedMs ?? 0) + slice.blockedMs;
      if (slice.cut) last.cut = true;
      continue;
    }
    last = {
      lane: "thread",
      name,
      startMs: slice.startMs,
      endMs: slice.endMs,
      ok: true,
      cause,
      thread: slice.thread,
      ...(slice.blockedMs === undefined ? {} : { blockedMs: slice.blockedMs }),
      ...(internal ? { internal } : {}),
      ...(request === undefined ? {} : { request }),
      ...(slice.cut ? { cut: true } : {}),
    };
    lastKey = key;
    spans.push(last);
  }
  return spans.map(showLongHousekeeping);
}

/**
 * The driver's housekeeping is not drawn. But what goes on because of it may be the
 * program's own: the code after `await client.connect()` runs in the slice of a handshake.
 */
function showLongHousekeeping(span: ThreadSpan): ThreadSpan {
  if (span.endMs - span.startMs > housekeepingLimitMs) delete span.internal;
  return span;
}

interface FoundCause {
  cause: ThreadCause;
  name: string;
  internal?: true;
  /** Number of the request to the program's own server that it works for. */
  request?: number;
  /** Equal for slices that may merge. */
  key: string;
}

function createCauseFinder(traffic: SocketTraffic): (slice: RawSlice) => FoundCause {
  const connections = group(
    traffic.connections,
    (connection) => connection.localPort,
    (connection) => connection.openedMs,
  );
  const commands = group(
    traffic.mongodb,
    (command) => command.connection,
    (command) => command.startMs,
  );
  const requests = group(
    traffic.http,
    (request) => request.localPort,
    (request) => request.startMs,
  );

  const asked = group(
    traffic.requests ?? [],
    (request) => request.callerPort,
    (request) => request.readMs ?? request.startMs,
  );
  const byNumber = new Map(traffic.requests?.map((request) => [request.number, request]));

  /** The request in whose context the slice began. What a request has left behind does not work for it anymore. */
  function contextOf({ thread, request, startMs }: RawSlice): { request?: number } {
    if (request === undefined) return {};
    const number = traffic.requestNumber?.(thread, request);
    const span = number === undefined ? undefined : byNumber.get(number);
    return span && startMs <= (span.answeredMs ?? span.endMs) ? { request: span.number } : {};
  }

  return (slice) => {
    const { origin, startMs, endMs } = slice;
    if (origin.kind === "load") {
      return { cause: { kind: "load" }, name: "load modules", key: "load" };
    }
    if (origin.kind === "start") return { cause: { kind: "start" }, name: "start", key: "start" };
    const { type, localPort } = origin;
    const known = nameResource(type);
    if (type === serverResource) {
      // The request is read within the slice.
      const request = lastBefore(asked.get(localPort), endMs);
      // After its answer there is only the end of its connection.
      if (!request || startMs > (request.answeredMs ?? request.endMs))
        return { ...known, key: type };
      const { number, name } = request;
      const cause = { kind: "request", request: number } as const;
      return { cause, name, request: number, key: `request ${number}` };
    }
    if (localPort === undefined) {
      return { ...known, ...(known.internal ? {} : contextOf(slice)), key: type };
    }

    const connection = lastBefore(connections.get(localPort), startMs);
    const isSocket = type === "TCP" || type === "TLSWrap";
    if (isSocket && connection) {
      const command = lastBefore(commands.get(connection.number), startMs);
      if (command) {
        const { requestId, name, internal, request } = command;
        return {
          cause: { kind: "reply", connection: connection.number, requestId },
          name,
          ...(request === undefined ? {} : { request }),
          key: `reply ${connection.number} ${requestId}`,
          ...(internal ? { internal } : {}),
        };
      }
    }
    if (isSocket) {
      const request = lastBefore(requests.get(localPort), startMs);
      if (request) {
        const { url, name } = request;
        return {
          cause: { kind: "http", url, localPort },
          name,
          ...(request.request === undefined ? {} : { request: request.request }),
          key: `http ${localPort} ${request.startMs}`,
        };
      }
    }
    const isPool = connections.has(localPort);
    return { ...known, key: type, ...(isPool ? { internal: true } : {}) };
  };
}

/** Node.js's class of the resource for a connection to a server of node:http. */
const serverResource = "HTTPServerAsyncResource";

interface Timed<T> {
  startMs: number;
  value: T;
}

/** The values of each key, in order of time. */
function group<T, K>(
  values: readonly T[],
  keyOf: (value: T) => K,
  startOf: (value: T) => number,
): Map<K, Timed<T>[]> {
  const groups = new Map<K, Timed<T>[]>();
  for (const value of values) {
    const key = keyOf(value);
    const timed = { startMs: startOf(value), value };
    const members = groups.get(key);
    if (members) members.push(timed);
    else groups.set(key, [timed]);
  }
  for (const members of groups.values()) members.sort((a, b) => a.startMs - b.startMs);
  return groups;
}

/** The last value that started before `atMs`, or at it. */
function lastBefore<T>(values: readonly Timed<T>[] | undefined, atMs: number): T | undefined {
  if (!values) return undefined;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle]?.startMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return values[low - 1]?.value;
}
