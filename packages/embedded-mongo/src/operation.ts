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

/** The longest that a timer of Node waits: above this it rings at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A class, as making a dozen closures for each command would cost more than many a command. */
class RunningOperation implements Operation {
  readonly id: number;
  readonly server: ServerState;
  readonly connection: Connection;
  readonly name: string;
  readonly database: string;
  readonly command: Document;
  readonly startedMs = performance.now();
  deadlineMs = Infinity;
  view = latest;
  writer: Writer = { transaction: undefined };
  awaitMs = 0;
  mayHaveLargeDocuments = false;
  facts: Document = {};
  #sliceStartMs = this.startedMs;
  #asked = 0;
  #owedMs = 0;
  #killed: MongoError | undefined;
  #wake: (() => void) | undefined;

  constructor(
    server: ServerState,
    connection: Connection,
    name: string,
    database: string,
    command: Document,
  ) {
    this.id = server.nextOperationId();
    this.server = server;
    this.connection = connection;
    this.name = name;
    this.database = database;
    this.command = command;
  }

  #check(): void {
    if (this.#killed) throw this.#killed;
    if (performance.now() >= this.deadlineMs) {
      throw new MongoError("MaxTimeMSExpired", "operation exceeded time limit");
    }
  }

  kill(reason: MongoError): void {
    this.#killed = reason;
    this.#wake?.();
  }

  wake(): void {
    this.#wake?.();
  }

  isSliceOver(): boolean {
    if (this.#owedMs > 0) return true;
    this.#asked += 1;
    if ((this.#asked & 15) !== 0) return false;
    return performance.now() - this.#sliceStartMs > sliceMs;
  }

  async breathe(): Promise<void> {
    const ms = this.#owedMs;
    this.#owedMs = 0;
    if (ms > 0) await this.wait(ms);
    else await new Promise((resolve) => setImmediate(resolve));
    this.#check();
    this.#sliceStartMs = performance.now();
  }

  sleep(ms: number): void {
    this.#owedMs += ms;
  }

  async wait(ms: number): Promise<void> {
    this.#check();
    const endMs = Math.min(performance.now() + ms, this.deadlineMs);
    let isWoken = false;
    // A timer counts from when this turn of the event loop began, and so may fire early: again, then.
    const leftMs = (): number => Math.ceil(endMs - performance.now());
    while (!isWoken && leftMs() > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(leftMs(), longestTimerMs));
        this.#wake = () => {
          isWoken = true;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#check();
  }
}

/** Returns the operation for a command that begins now. */
export function createOperation(
  server: ServerState,
  connection: Connection,
  name: string,
  database: string,
  command: Document,
): Operation {
  return new RunningOperation(server, connection, name, database, command);
}
