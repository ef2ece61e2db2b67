import type { Command } from "../command.ts";
import { aggregate } from "./aggregate.ts";
import { buildInfo } from "./build-info.ts";
import { connectionStatus } from "./connection-status.ts";
import { count } from "./count.ts";
import { createIndexes } from "./create-indexes.ts";
import { create } from "./create.ts";
import { deleteCommand } from "./delete.ts";
import { distinct } from "./distinct.ts";
import { dropDatabase } from "./drop-database.ts";
import { dropIndexes } from "./drop-indexes.ts";
import { drop } from "./drop.ts";
import { sessionCommands } from "./sessions.ts";
import { getCmdLineOpts, getLog, hostInfo, whatsmyuri } from "./about.ts";
import { authenticationCommands } from "./authentication.ts";
import { bulkWrite } from "./bulk-write.ts";
import { configureFailPoint } from "./configure-fail-point.ts";
import { abortTransaction, commitTransaction } from "./transactions.ts";
import { collMod } from "./coll-mod.ts";
import { collStats } from "./coll-stats.ts";
import { dbStats } from "./db-stats.ts";
import { currentOp } from "./current-op.ts";
import { killOp } from "./kill-op.ts";
import { getParameter, setParameter } from "./parameters.ts";
import { renameCollection } from "./rename-collection.ts";
import { explain } from "./explain.ts";
import { findAndModify } from "./find-and-modify.ts";
import { find } from "./find.ts";
import { getMore } from "./get-more.ts";
import { insert } from "./insert.ts";
import { killCursors } from "./kill-cursors.ts";
import { listCollections } from "./list-collections.ts";
import { listDatabases } from "./list-databases.ts";
import { listIndexes } from "./list-indexes.ts";
import { searchIndexCommands } from "./search-indexes.ts";
import { serverStatus } from "./server-status.ts";
import { userCommands } from "./users.ts";
import { replSetStepDown } from "./step-down.ts";
import { update } from "./update.ts";

/** Every command but the few that answer before this module is loaded. */
export const commands: Command[] = [
  aggregate,
  buildInfo,
  connectionStatus,
  count,
  create,
  createIndexes,
  deleteCommand,
  distinct,
  drop,
  dropDatabase,
  dropIndexes,
  ...sessionCommands,
  getCmdLineOpts,
  getLog,
  hostInfo,
  whatsmyuri,
  abortTransaction,
  ...authenticationCommands,
  bulkWrite,
  commitTransaction,
  configureFailPoint,
  collMod,
  collStats,
  dbStats,
  currentOp,
  killOp,
  getParameter,
  setParameter,
  renameCollection,
  explain,
  find,
  findAndModify,
  getMore,
  insert,
  killCursors,
  listCollections,
  listDatabases,
  listIndexes,
  ...searchIndexCommands,
  replSetStepDown,
  serverStatus,
  update,
  ...userCommands,
];
