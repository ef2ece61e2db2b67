import type { Document } from "bson";
import type { Connection } from "../operation/connection.ts";
import type { Store } from "../storage/store.ts";
import type { Transaction } from "../storage/collection.ts";

/** A multi-document transaction of a session, also after its end: a commit may be asked for twice. */
export interface SessionTransaction {
  readonly number: number;
  state: "active" | "committed" | "aborted";
  readonly storage: Transaction;
  /** Ends it when transactionLifetimeLimitSeconds are over. */
  readonly timer: NodeJS.Timeout;
  readonly startedAt: Date;
  readonly lifetimeMs: number;
  /** By which its first command came. */
  readonly connection: Connection;
}

/** What the server remembers of a client's session. */
export interface Session {
  readonly key: string;
  readonly lsid: Document;
  lastUsedMs: number;
  /** The highest transaction number that it has used; -1 before the first. */
  number: number;
  /** The last retryable write, with the answer that a retry gets. */
  write: { number: number; reply: Promise<Document> } | undefined;
  transaction: SessionTransaction | undefined;
  /** Runs commands that carry a transaction number one after the other: the server checks a session out for each. */
  inTurn<Reply>(run: (hasWaited: boolean) => Promise<Reply>): Promise<Reply>;
}

export interface Sessions {
  /** Returns the session of `lsid`, which begins with the first command that names it. */
  find(lsid: Document): Session;
  /** All that it knows. */
  list(): Session[];
  begin(
    session: Session,
    number: number,
    lifetimeMs: number,
    connection: Connection,
  ): SessionTransaction;
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

/** Returns a function that calls `run` when the calls before it are over, however they end. */
function createTurns(): Session["inTurn"] {
  const queue: (() => void)[] = [];
  let isTaken = false;
  return async (run) => {
    const hasWaited = isTaken;
    if (isTaken) await new Promise<void>((resolve) => queue.push(resolve));
    isTaken = true;
    try {
      return await run(hasWaited);
    } finally {
      // It goes from hand to hand: nobody who comes now is before those that wait.
      const next = queue.shift();
      if (next) next();
      else isTaken = false;
    }
  };
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
        session = {
          key,
          lsid,
          lastUsedMs: 0,
          number: -1,
          write: undefined,
          transaction: undefined,
          inTurn: createTurns(),
        };
        sessions.set(key, session);
      }
      session.lastUsedMs = performance.now();
      return session;
    },

    list: () => [...sessions.values()],

    begin(session, number, lifetimeMs, connection) {
      if (session.transaction) abort(session.transaction);
      const transaction: SessionTransaction = {
        number,
        state: "active",
        storage: store.begin(),
        timer: setTimeout(() => abort(transaction), lifetimeMs).unref(),
        startedAt: new Date(),
        lifetimeMs,
        connection,
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
