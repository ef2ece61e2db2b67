import { calculateObjectSize, Long, type Document } from "bson";
import { MongoError } from "../errors.ts";
import { sessionKey } from "../sessions/sessions.ts";
import type { Cursors, CursorSource, Operation, Reader, ServerCursor, Tail } from "./operation.ts";

const idleLimitMs = 600_000;

/** Returns an empty set of cursors. */
export function createCursors(): Cursors {
  const open = new Map<number, ServerCursor>();
  let last = Date.now() * 1000;

  function close(id: number): boolean {
    const cursor = open.get(id);
    if (!cursor) return false;
    open.delete(id);
    endSource(cursor);
    return true;
  }

  return {
    open,
    close,
    keep(cursor) {
      last += 1 + Math.floor(Math.random() * 1000);
      cursor.id = last;
      open.set(last, cursor);
    },
    closeOfSessions(lsids) {
      const keys = lsids && new Set(lsids.map(sessionKey));
      for (const [id, { command }] of open) {
        const lsid = command.lsid as Document | undefined;
        if (lsid !== undefined && (keys?.has(sessionKey(lsid)) ?? true)) close(id);
      }
    },
    closeIdle() {
      const before = performance.now() - idleLimitMs;
      for (const [id, cursor] of open) {
        if (!cursor.isBusy && !cursor.neverTimesOut && cursor.lastUsedMs < before) close(id);
      }
    },
  };
}

function endSource(cursor: ServerCursor): void {
  const hadMore = !cursor.isExhausted;
  cursor.isExhausted = true;
  cursor.buffered = [];
  cursor.source.close?.();
  if (!hadMore) return;
  // A generator that is waiting for its next document can't be returned from until that wait is over.
  void cursor.source.chunks.return().catch(() => undefined);
}

/** The largest batch in bytes: one document of 16 MB always fits. */
const batchBytes = 16 * 1024 * 1024;

/** Takes the next batch: at most `size` documents and 16 MB; without `size` as many as there are. */
export async function nextBatch(cursor: ServerCursor, size: number): Promise<Document[]> {
  const batch: Document[] = [];
  let bytes = 0;
  while (batch.length < size) {
    if (cursor.buffered.length === 0) {
      // What a tailable cursor has found is not held back to wait for more.
      if (cursor.isExhausted || (cursor.tail && batch.length > 0)) break;
      const { value, done } = await cursor.source.chunks.next();
      if (done === true) {
        cursor.isExhausted = true;
        break;
      }
      if (cursor.tail && value.length === 0) break;
      cursor.buffered = value;
      continue;
    }
    let taken = 0;
    for (const document of cursor.buffered) {
      if (batch.length >= size) break;
      // The first document always fits, and often is the only one: it is measured when there is a second.
      const [first] = batch;
      if (first) {
        bytes = (bytes || calculateObjectSize(first)) + calculateObjectSize(document);
        if (bytes > batchBytes) {
          cursor.buffered = cursor.buffered.slice(taken);
          return batch;
        }
      }
      batch.push(document);
      cursor.returned += 1;
      taken += 1;
    }
    cursor.buffered = taken === cursor.buffered.length ? [] : cursor.buffered.slice(taken);
  }
  return batch;
}

/** Returns the open cursor with this id. @throws MongoError 43 when there is none */
export function findCursor(cursors: Cursors, id: Long): ServerCursor {
  const cursor = cursors.open.get(id.toNumber());
  if (!cursor) throw new MongoError("CursorNotFound", `cursor id ${id.toString()} not found`);
  return cursor;
}

/**
 * Returns the `cursor` field of the reply to a command that opens a cursor; where the first batch has all,
 * no cursor stays open and its id is 0.
 */
export async function firstBatch(
  operation: Operation,
  namespace: string,
  source: CursorSource,
  options: {
    batchSize: number | undefined;
    reader: Reader;
    isSingleBatch?: boolean;
    neverTimesOut?: boolean;
    tail?: Tail | undefined;
  },
): Promise<Document> {
  const cursor: ServerCursor = {
    id: 0,
    namespace,
    source,
    reader: options.reader,
    buffered: [],
    returned: 0,
    isExhausted: false,
    isBusy: true,
    lastUsedMs: 0,
    neverTimesOut: options.neverTimesOut ?? false,
    command: operation.command,
    tail: options.tail,
    createdAt: new Date(),
    lastUsedAt: new Date(),
    batches: 0,
  };
  try {
    const batch = await nextBatch(cursor, options.batchSize ?? 101);
    const facts = source.facts?.(cursor.buffered.length > 0 ? batch : undefined);
    const id = settle(operation, cursor, options.isSingleBatch ?? false);
    return { firstBatch: batch, ...facts, id, ns: namespace };
  } catch (error) {
    endSource(cursor);
    throw error;
  }
}

/** Ends a cursor that has nothing left and keeps any other; returns the id for the reply. */
export function settle(operation: Operation, cursor: ServerCursor, isOver: boolean): Long {
  const { cursors } = operation.server;
  cursor.isBusy = false;
  cursor.lastUsedMs = performance.now();
  cursor.lastUsedAt = new Date();
  cursor.batches += 1;
  if (
    isOver ||
    cursor.returned >= (cursor.source.limit ?? Infinity) ||
    (cursor.isExhausted && cursor.buffered.length === 0)
  ) {
    if (!cursors.close(cursor.id)) endSource(cursor);
    return Long.ZERO;
  }
  if (cursor.id === 0) cursors.keep(cursor);
  return Long.fromNumber(cursor.id);
}
