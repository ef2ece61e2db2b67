import { Long, ObjectId, type Document } from "bson";
import { MongoError } from "../errors.ts";
import { createLag, type Lag } from "./lag.ts";
import type { Store } from "../storage/store.ts";

export interface MembersOptions {
  /** How many there are, 2 to 7. */
  count: number;
  /** By how much the secondaries are behind, in ms. Default 0: they are never behind. */
  lagMs?: number;
  /** How long there is no primary after a step-down, in ms. Default 300; of a real set, some seconds. */
  electionMs?: number;
}

/** An operation, as far as it waits. */
interface Waiting {
  wait(ms: number): Promise<void>;
  wake(): void;
}

/**
 * What a client sees of a replica set whose members have one store behind them. A model of that, and no replication:
 * an election loses nothing here, and nothing is ever rolled back.
 */
export interface ReplicaSet {
  readonly count: number;
  /** How the members call themselves, "127.0.0.1:27017", by their numbers from 0. */
  readonly addresses: string[];
  /** What the secondaries see; undefined when they see everything at once. */
  readonly lag: Lag | undefined;
  isPrimary(member: number): boolean;
  /** Returns what `member` says of itself and of the set in its answer to `hello`. */
  describe(member: number): Document;
  /** Counts the changes that a client must learn of. https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-discovery-and-monitoring.md#topologyversion */
  topologyVersion(member: number): Document;
  /** Resolves after the next such change, or when `waiting` has waited for `ms`. */
  change(waiting: Waiting, ms: number): Promise<void>;
  /** Makes the primary a secondary; after an election the next member is primary. */
  stepDown(): void;
}

/** Returns a set whose first member is primary. */
export function createReplicaSet(
  { count, lagMs = 0, electionMs = 300 }: MembersOptions,
  store: Store,
): ReplicaSet {
  const addresses: string[] = [];
  const processIds = Array.from({ length: count }, () => new ObjectId());
  const lag = lagMs > 0 ? createLag(store, lagMs) : undefined;
  const waiting = new Set<Waiting>();
  let primary: number | undefined = 0;
  let term = 1;
  let changes = 1;

  function setPrimary(member: number | undefined): void {
    primary = member;
    changes += 1;
    for (const one of waiting) one.wake();
  }

  function topologyVersion(member: number): Document {
    return { processId: processIds[member], counter: Long.fromNumber(changes) };
  }

  return {
    count,
    addresses,
    lag,
    isPrimary: (member) => member === primary,
    topologyVersion,

    describe(member) {
      const isPrimary = member === primary;
      return {
        isPrimary,
        hosts: addresses,
        ...(primary === undefined ? {} : { primary: addresses[primary] }),
        me: addresses[member],
        ...(isPrimary
          ? { electionId: new ObjectId(`7fffffff${term.toString(16).padStart(16, "0")}`) }
          : {}),
        lastWriteDate: new Date(Date.now() - (isPrimary ? 0 : lagMs)),
        topologyVersion: topologyVersion(member),
      };
    },

    async change(one, ms) {
      waiting.add(one);
      try {
        await one.wait(ms);
      } finally {
        waiting.delete(one);
      }
    },

    stepDown() {
      const next = ((primary ?? 0) + 1) % count;
      setPrimary(undefined);
      setTimeout(() => {
        term += 1;
        setPrimary(next);
      }, electionMs).unref();
    },
  };
}

/** Tells whether a client's `topologyVersion` is that of now: then there is no news for it. */
export function isUpToDate(set: ReplicaSet, member: number, known: Document): boolean {
  const { processId, counter } = set.topologyVersion(member) as {
    processId: ObjectId;
    counter: Long;
  };
  return String(known.processId) === String(processId) && String(known.counter) === String(counter);
}

/** Returns what a member answers that is not, or no longer, the one for this command. */
export function notPrimary(
  code: "NotWritablePrimary" | "NotPrimaryNoSecondaryOk" | "InterruptedDueToReplStateChange",
  message: string,
  set: ReplicaSet,
  member: number,
  labels: Document = {},
): MongoError {
  // A driver ignores the error when it knows of a later change already.
  const topologyVersion = set.topologyVersion(member);
  return new MongoError(code, message, { ...labels, topologyVersion });
}
