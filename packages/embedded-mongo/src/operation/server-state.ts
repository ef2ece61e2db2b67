import type { Document } from "bson";
import type { Connection } from "./connection.ts";
import { createCursors, type Cursors } from "./cursors.ts";
import { createFailPoints, type FailPoints } from "../dispatch/fail-points.ts";
import type { Operation } from "./operation.ts";
import { ScramServer, type User } from "../sessions/scram.ts";
import { createSessions, type Sessions } from "../sessions/sessions.ts";
import { Store } from "../storage/store.ts";

/** What all connections of a server share. */
export interface ServerState {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly sessions: Sessions;
  readonly failPoints: FailPoints;
  /** Checks passwords; undefined when nobody needs to authenticate. */
  readonly scram: ScramServer | undefined;
  readonly connections: Map<number, Connection>;
  /** What runs now, by id. */
  readonly operations: Map<number, Operation>;
  /** Number of commands by name, for serverStatus. */
  readonly counters: Map<string, number>;
  readonly parameters: Document;
  readonly startedAt: Date;
  /** "127.0.0.1:27017": how the server calls itself. */
  address: string;
  nextOperationId(): number;
}

/** Returns the state of a server that has just begun. */
export function createServerState(user?: User): ServerState {
  let lastOperationId = 0;
  const store = new Store();
  return {
    store,
    cursors: createCursors(),
    sessions: createSessions(store),
    failPoints: createFailPoints(),
    scram: user && new ScramServer(user),
    connections: new Map(),
    operations: new Map(),
    counters: new Map(),
    parameters: {
      ttlMonitorSleepSecs: 60,
      ttlMonitorEnabled: true,
      transactionLifetimeLimitSeconds: 60,
    },
    startedAt: new Date(),
    address: "",
    nextOperationId() {
      lastOperationId += 1;
      return lastOperationId;
    },
  };
}
