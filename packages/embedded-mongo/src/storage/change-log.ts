import type { Document } from "bson";

/** One change to one document or collection, as change streams and the oplog tell it. */
export interface ChangeEntry {
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
    | "dropIndexes";
  database: string;
  collection: string;
  /** The document's _id. */
  id?: unknown;
  /** The document before and after; stored documents are never changed in place, so these are no copies. */
  before?: Document | undefined;
  after?: Document | undefined;
  /** Further facts about a change to a collection: rename's target, create's options. */
  details?: Document;
  /** The store's clock at its commit; all changes of a transaction have the same. */
  time: number;
  /** Wall clock in ms. */
  wallTime: number;
  /** Session and transaction number of the write, where it had them. */
  session?: unknown;
}

export interface ChangeLog {
  readonly entries: readonly ChangeEntry[];
  append(entry: ChangeEntry): void;
  /** Calls `listener` after each entry; returns the function that ends it. */
  subscribe(listener: (entry: ChangeEntry) => void): () => void;
}

/** Returns an empty log that forgets its oldest entries beyond `limit`. */
export function createChangeLog(limit = 10_000): ChangeLog {
  let entries: ChangeEntry[] = [];
  const listeners = new Set<(entry: ChangeEntry) => void>();
  return {
    get entries() {
      return entries;
    },
    append(entry) {
      entries.push(entry);
      // Forgetting in halves keeps an append at constant cost.
      if (entries.length >= 2 * limit) entries = entries.slice(-limit);
      for (const listener of listeners) listener(entry);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
