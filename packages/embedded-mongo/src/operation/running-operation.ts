import type { Document } from "bson";
import { MongoError } from "../errors.ts";
import type { Writer } from "../storage/collection.ts";
import { latest } from "../storage/record.ts";
import type { Connection } from "./connection.ts";
import type { Operation, ServerState } from "./operation.ts";

const sliceMs = 8;

/** The longest that a timer of Node waits: above this it rings at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Where an operation stands in its turn of the event loop, and who ends it. */
interface Turn {
  sliceStartMs: number;
  asked: number;
  owedMs: number;
  killed: MongoError | undefined;
  wake: (() => void) | undefined;
}

/** A class, as making a dozen closures for each command would cost more than many a command. */
class RunningOperation implements Operation {
  readonly id: number;
  readonly server: ServerState;
  readonly connection: Connection;
  readonly name: string;
  readonly database: string;
  readonly command: Document;
  readonly startedMs: number;
  deadlineMs = Infinity;
  view = latest;
  writer: Writer = { transaction: undefined };
  awaitMs = 0;
  mayHaveLargeDocuments = false;
  facts: Document = {};
  /** Shared with those that `withCommand` makes. */
  readonly #turn: Turn;

  constructor(
    server: ServerState,
    connection: Connection,
    name: string,
    database: string,
    command: Document,
    from?: RunningOperation,
  ) {
    this.id = from?.id ?? server.nextOperationId();
    this.server = server;
    this.connection = connection;
    this.name = name;
    this.database = database;
    this.command = command;
    this.startedMs = from?.startedMs ?? performance.now();
    this.#turn = from
      ? from.#turn
      : {
          sliceStartMs: this.startedMs,
          asked: 0,
          owedMs: 0,
          killed: undefined,
          wake: undefined,
        };
    if (!from) return;
    this.deadlineMs = from.deadlineMs;
    this.view = from.view;
    this.writer = from.writer;
    this.awaitMs = from.awaitMs;
    this.mayHaveLargeDocuments = from.mayHaveLargeDocuments;
    this.facts = from.facts;
  }

  withCommand(name: string, command: Document): Operation {
    const { server, connection, database } = this;
    return new RunningOperation(server, connection, name, database, command, this);
  }

  #check(): void {
    if (this.#turn.killed) throw this.#turn.killed;
    if (performance.now() >= this.deadlineMs) {
      throw new MongoError("MaxTimeMSExpired", "operation exceeded time limit");
    }
  }

  kill(reason: MongoError): void {
    this.#turn.killed = reason;
    this.#turn.wake?.();
  }

  wake(): void {
    this.#turn.wake?.();
  }

  isSliceOver(): boolean {
    if (this.#turn.owedMs > 0) return true;
    this.#turn.asked += 1;
    if ((this.#turn.asked & 15) !== 0) return false;
    return performance.now() - this.#turn.sliceStartMs > sliceMs;
  }

  async breathe(): Promise<void> {
    const ms = this.#turn.owedMs;
    this.#turn.owedMs = 0;
    if (ms > 0) await this.wait(ms);
    else await new Promise((resolve) => setImmediate(resolve));
    this.#check();
    this.#turn.sliceStartMs = performance.now();
  }

  sleep(ms: number): void {
    this.#turn.owedMs += ms;
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
        this.#turn.wake = () => {
          isWoken = true;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#turn.wake = undefined;
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
