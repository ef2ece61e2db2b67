import type { Document } from "bson";
import type { FailPoints } from "../dispatch/fail-points.ts";
import type { MongoError } from "../errors.ts";
import type { ReplicaSet } from "../replica-set/replica-set.ts";
import type { ScramServer } from "../sessions/scram.ts";
import type { Users } from "../sessions/users.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Writer } from "../storage/collection.ts";
import type { View } from "../storage/record.ts";
import type { Store } from "../storage/store.ts";
import type { Connection } from "./connection.ts";

// An operation knows its server, a server its cursors, and a cursor the operation that reads it, so one file has them all.

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
  /** Returns the same operation with another command in its place: what is killed, out of time or at rest is one. */
  withCommand(name: string, command: Document): Operation;
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

/** What all connections of a server share. */
export interface ServerState {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly sessions: Sessions;
  readonly failPoints: FailPoints;
  /** Undefined when nobody needs to authenticate. */
  readonly users: Users | undefined;
  /** Checks passwords; undefined when nobody needs to authenticate. */
  readonly scram: ScramServer | undefined;
  readonly connections: Map<number, Connection>;
  /** What runs now, by id. */
  readonly operations: Map<number, Operation>;
  /** Number of commands by name, for serverStatus. */
  readonly counters: Map<string, number>;
  readonly parameters: Document;
  readonly startedAt: Date;
  /** Undefined for a set of one. */
  readonly set: ReplicaSet | undefined;
  /** "127.0.0.1:27017": how the server calls itself. */
  address: string;
  nextOperationId(): number;
}

/** Documents in the portions in which they were found. */
export type Chunks = AsyncGenerator<Document[], void, undefined>;

/** What produces a cursor's documents runs on behalf of whichever command asks: find first, then each getMore. */
export interface CursorSource {
  chunks: Chunks;
  /** Called when the cursor ends, however it ends. */
  close?(): void;
  /**
   * Further fields of `cursor` in the reply. `batch` is given when it is not all that has been read.
   */
  facts?(batch: Document[] | undefined): Document;
  /** After so many documents the cursor has no more, and need not be asked to find out. */
  limit?: number | undefined;
}

/**
 * What a getMore of a cursor does that has no end when there is nothing new: answers with nothing, waits for a while, or,
 * a change stream, waits and tells from where it can be resumed.
 */
export type Tail = "tailable" | "awaitData" | "changeStream";

export interface ServerCursor {
  /** 0 until it is known to have more than its first batch; below 2^53, so that a number holds it. */
  id: number;
  readonly namespace: string;
  readonly source: CursorSource;
  /** The operation that its documents are read by; each getMore lends it its own time and kill switch. */
  readonly reader: Reader;
  buffered: Document[];
  returned: number;
  isExhausted: boolean;
  isBusy: boolean;
  lastUsedMs: number;
  readonly neverTimesOut: boolean;
  /** The command that opened it. */
  readonly command: Document;
  /** How it goes on at its end; undefined for a cursor that is over then. */
  readonly tail: Tail | undefined;
  readonly createdAt: Date;
  lastUsedAt: Date;
  batches: number;
}

/** Stands between a source and the command that is running now, which changes with each getMore. */
export interface Reader {
  current: Operation;
}

export interface Cursors {
  readonly open: Map<number, ServerCursor>;
  /** Keeps a cursor that has more to give, under an id of its own. */
  keep(cursor: ServerCursor): void;
  /** Ends a cursor; returns whether it was there. */
  close(id: number): boolean;
  /** Ends the cursors that were opened in these sessions; without ids those of all sessions. */
  closeOfSessions(lsids?: Document[]): void;
  /** Ends the cursors that nobody has asked for 10 minutes. */
  closeIdle(): void;
}
