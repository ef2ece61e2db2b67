import type { Document } from "bson";
import { MongoError } from "./errors.ts";
import { latest, type View } from "./storage/record.ts";
import type { Writer } from "./storage/collection.ts";
import type { Connection } from "./connection.ts";
import type { ServerState } from "./server-state.ts";

/** One command while it runs: who sent it, what it sees, how long it may take. */
export interface Operation {
  readonly id: number;
  readonly server: ServerState;
  readonly connection: Connection;
  readonly name: string;
  readonly database: string;
  readonly command: Document;
  /** `performance.now()` when it began. */
  readonly startedMs: number;
  /** When maxTimeMS is over, on the same clock. Cursors set it for each getMore. */
  deadlineMs: number;
  /** What it reads: a transaction's snapshot, or what is committed. */
  view: View;
  /** Who writes: goes with every change. */
  writer: Writer;
  /** How long it may wait for news when there is nothing, in ms: the getMore of a change stream. */
  awaitMs: number;
  /** Its message is so large that a document in it may be above the limit. */
  mayHaveLargeDocuments: boolean;
  /** For currentOp: the command that made the cursor, the plan. */
  facts: Document;
  /** Ends the operation at its next breath. */
  kill(reason: MongoError): void;
  /** Tells whether this turn of the event loop has lasted long enough. Cheap: ask for each document. */
  isSliceOver(): boolean;
  /**
   * Lets other connections be served; call it when `isSliceOver()`.
   *
   * @throws MongoError when the operation was killed or its time is over
   */
  breathe(): Promise<void>;
  /** Ends a wait that is going on. */
  wake(): void;
  /** Makes the operation take `ms` longer, at its next breath. */
  sleep(ms: number): void;
  /** Resolves after `ms`, or rejects as soon as the operation is killed or out of time. */
  wait(ms: number): Promise<void>;
}

const sliceMs = 8;

/** Returns the operation for a command that begins now. */
export function createOperation(
  server: ServerState,
  connection: Connection,
  name: string,
  database: string,
  command: Document,
): Operation {
  const startedMs = performance.now();
  let sliceStartMs = startedMs;
  let asked = 0;
  let owedMs = 0;
  let killed: MongoError | undefined;
  let wake: (() => void) | undefined;

  function check(): void {
    if (killed) throw killed;
    if (performance.now() >= operation.deadlineMs) {
      throw new MongoError("MaxTimeMSExpired", "operation exceeded time limit");
    }
  }

  const operation: Operation = {
    id: server.nextOperationId(),
    server,
    connection,
    name,
    database,
    command,
    startedMs,
    deadlineMs: Infinity,
    view: latest,
    writer: { transaction: undefined },
    awaitMs: 0,
    mayHaveLargeDocuments: false,
    facts: {},

    kill(reason) {
      killed = reason;
      wake?.();
    },

    wake() {
      wake?.();
    },

    isSliceOver() {
      if (owedMs > 0) return true;
      asked += 1;
      if ((asked & 15) !== 0) return false;
      return performance.now() - sliceStartMs > sliceMs;
    },

    async breathe() {
      const ms = owedMs;
      owedMs = 0;
      if (ms > 0) await operation.wait(ms);
      else await new Promise((resolve) => setImmediate(resolve));
      check();
      sliceStartMs = performance.now();
    },

    sleep(ms) {
      owedMs += ms;
    },

    async wait(ms) {
      check();
      const end = performance.now() + ms;
      const until = Math.min(end, operation.deadlineMs);
      await new Promise<void>((resolve) => {
        // A timer may fire up to a millisecond early; the deadline must be over when it is checked.
        const timer = setTimeout(resolve, Math.max(0, until - performance.now()) + 1);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = undefined;
      check();
    },
  };
  return operation;
}
