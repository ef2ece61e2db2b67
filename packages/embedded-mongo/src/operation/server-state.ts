import { createFailPoints } from "../dispatch/fail-points.ts";
import { createReplicaSet, type MembersOptions } from "../replica-set/replica-set.ts";
import { ScramServer } from "../sessions/scram.ts";
import { createUsers, type User } from "../sessions/users.ts";
import { createSessions } from "../sessions/sessions.ts";
import { Store } from "../storage/store.ts";
import { createCursors } from "./cursors.ts";
import type { ServerState } from "./operation.ts";

/** Returns the state of a server that has just begun. */
export function createServerState(user?: User, members?: MembersOptions): ServerState {
  let lastOperationId = 0;
  const store = new Store();
  const users = user && createUsers(user);
  return {
    store,
    cursors: createCursors(),
    sessions: createSessions(store),
    failPoints: createFailPoints(),
    users,
    scram: users && new ScramServer(users),
    connections: new Map(),
    operations: new Map(),
    counters: new Map(),
    parameters: {
      ttlMonitorSleepSecs: 60,
      ttlMonitorEnabled: true,
      transactionLifetimeLimitSeconds: 60,
    },
    startedAt: new Date(),
    set: members && createReplicaSet(members, store),
    address: "",
    nextOperationId() {
      lastOperationId += 1;
      return lastOperationId;
    },
  };
}
