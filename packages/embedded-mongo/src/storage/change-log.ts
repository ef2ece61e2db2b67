import type { Document, UUID } from "bson";

/** One change to one document or collection, as change streams tell it. */
export interface Change {
  operation:
    | "insert"
    | "update"
    | "replace"
    | "delete"
    | "create"
    | "drop"
    | "dropDatabase"
    | "rename"
    | "createIndexes"
    | "dropIndexes"
    | "modify";
  database: string;
  collection: string;
  /** The collection's. */
  uuid?: UUID;
  /** The document's _id. */
  id?: unknown;
  /** The document before and after; stored documents are never changed in place, so these are no copies. */
  before?: Document | undefined;
  after?: Document | undefined;
  /** Paths that an update's operators have given a new value. */
  written?: string[] | undefined;
  /** What was done to a collection, as `operationDescription` tells it: rename's target, create's options. */
  details?: Document;
  /** What a collection's and an index's options were that have changed. */
  stateBefore?: Document;
  /** Size of the documents it keeps, as BSON, about. */
  bytes: number;
  /** The store's clock at its commit; all changes of a transaction have the same. */
  time: number;
  /** Wall clock in ms. */
  wallTime: number;
  /** Session of the write, where it had one. */
  session?: unknown;
  /** `txnNumber` and `lsid` of the transaction that it is part of. */
  transaction?: Document | undefined;
}

/** What a Timestamp is made of: there is one for each change, and most are never told to anybody. */
export interface ClusterTime {
  /** Seconds since 1970. */
  t: number;
  /** Counts within the second. */
  i: number;
}

/** A change in its place. */
export interface ChangeEntry {
  readonly change: Change;
  readonly clusterTime: ClusterTime;
  /** Counts all changes from the first. */
  readonly place: number;
}

export interface ChangeLog {
  /** Place of the next change. */
  readonly nextPlace: number;
  append(change: Change): void;
  /** The entries behind the place that a resume token names, the oldest first. */
  after(token: string): ChangeEntry[];
  /** Tells whether nothing behind the token has been forgotten. */
  reachesBackTo(token: string): boolean;
  /** Calls `listener` after each entry; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}

/**
 * Returns an empty log that forgets its oldest entries beyond `limit` entries or `limitBytes`.
 *
 * @param clock tells the cluster time of what is appended now
 * @param tokenOf returns an entry's resume token, by which the log is sorted
 * @param beginning token of the time before which nothing is known, as the log was not there
 */
export function createChangeLog(
  clock: () => ClusterTime,
  tokenOf: (entry: ChangeEntry) => string,
  beginning: string,
  limit = 10_000,
  limitBytes = 32 * 1024 * 1024,
): ChangeLog {
  let entries: ChangeEntry[] = [];
  let nextPlace = 1;
  let bytes = 0;
  /** Token of the newest entry that is forgotten. */
  let forgotten = beginning;
  const listeners = new Set<() => void>();

  function forgetOldest(): void {
    let gone = 0;
    // The newest entry stays whatever its size: a stream that is waiting for it has to see it.
    while (gone < entries.length - 1 && (entries.length - gone > limit || bytes > limitBytes)) {
      bytes -= entries[gone]?.change.bytes ?? 0;
      gone += 1;
    }
    const last = entries[gone - 1];
    if (last) forgotten = tokenOf(last);
    entries = entries.slice(gone);
  }

  return {
    get nextPlace() {
      return nextPlace;
    },
    append(change) {
      entries.push({ change, clusterTime: clock(), place: nextPlace });
      nextPlace += 1;
      bytes += change.bytes;
      // Forgetting in halves keeps an append at constant cost.
      if (entries.length >= 2 * limit || bytes >= 2 * limitBytes) forgetOldest();
      for (const listener of listeners) listener();
    },
    after(token) {
      let low = 0;
      let high = entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const entry = entries[middle];
        if (entry && tokenOf(entry) <= token) low = middle + 1;
        else high = middle;
      }
      return entries.slice(low);
    },
    reachesBackTo: (token) => token >= forgotten,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
