import type { Document } from "bson";
import type { Store } from "../storage/store.ts";
import type { Transaction } from "../storage/transaction.ts";

/** A multi-document transaction of a session, also after its end: a commit may be asked for twice. */
export interface SessionTransaction {
  readonly number: number;
  state: "active" | "committed" | "aborted";
  readonly storage: Transaction;
  /** Ends it when transactionLifetimeLimitSeconds are over. */
  readonly timer: NodeJS.Timeout;
}

/** What the server remembers of a client's session. */
export interface Session {
  readonly key: string;
  lastUsedMs: number;
  /** The highest transaction number that it has used; -1 before the first. */
  number: number;
  /** The last retryable write, with the answer that a retry gets. */
  write: { number: number; reply: Promise<Document> } | undefined;
  transaction: SessionTransaction | undefined;
}

export interface Sessions {
  /** Returns the session of `lsid`, which begins with the first command that names it. */
  find(lsid: Document): Session;
  /** All that it knows. */
  list(): Session[];
  begin(session: Session, number: number, lifetimeMs: number): SessionTransaction;
  /** @throws MongoError 112 when a collection of it was created by somebody else meanwhile; then it is aborted */
  commit(transaction: SessionTransaction): void;
  abort(transaction: SessionTransaction): void;
  /** Ends sessions and their transactions; without ids all of them. */
  end(lsids?: Document[]): void;
  /** Ends the sessions that have not been used for 30 minutes. */
  endIdle(): void;
}

const idleLimitMs = 30 * 60_000;

/** Returns the key of a session id, which is a UUID and, with authentication, the hash of its user. */
export function sessionKey(lsid: Document): string {
  return String(lsid.id);
}

/** Returns an empty set of sessions. */
export function createSessions(store: Store): Sessions {
  const sessions = new Map<string, Session>();

  function abort(transaction: SessionTransaction): void {
    if (transaction.state !== "active") return;
    transaction.state = "aborted";
    clearTimeout(transaction.timer);
    store.abort(transaction.storage);
  }

  function end(key: string): void {
    const transaction = sessions.get(key)?.transaction;
    if (transaction) abort(transaction);
    sessions.delete(key);
  }

  return {
    find(lsid) {
      const key = sessionKey(lsid);
      let session = sessions.get(key);
      if (!session) {
        session = { key, lastUsedMs: 0, number: -1, write: undefined, transaction: undefined };
        sessions.set(key, session);
      }
      session.lastUsedMs = performance.now();
      return session;
    },

    list: () => [...sessions.values()],

    begin(session, number, lifetimeMs) {
      if (session.transaction) abort(session.transaction);
      const transaction: SessionTransaction = {
        number,
        state: "active",
        storage: store.begin(),
        timer: setTimeout(() => abort(transaction), lifetimeMs).unref(),
      };
      session.number = number;
      session.write = undefined;
      session.transaction = transaction;
      return transaction;
    },

    commit(transaction) {
      clearTimeout(transaction.timer);
      // A commit that fails has taken everything back.
      transaction.state = "aborted";
      store.commit(transaction.storage);
      transaction.state = "committed";
    },

    abort,

    end(lsids) {
      const keys = lsids ? lsids.map(sessionKey) : [...sessions.keys()];
      for (const key of keys) end(key);
    },

    endIdle() {
      const before = performance.now() - idleLimitMs;
      for (const { key, lastUsedMs } of sessions.values()) if (lastUsedMs < before) end(key);
    },
  };
}
