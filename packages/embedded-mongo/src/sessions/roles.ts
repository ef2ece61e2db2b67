import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError, notSupported } from "../errors.ts";
import { writesResult } from "../write/writes-result.ts";

/** What a user may do, and in which database. */
export interface Role {
  role: string;
  db: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const reading =
  "aggregate collStats count dbStats distinct explain find listCollections listIndexes";
const writing =
  "bulkWrite create createIndexes delete drop dropIndexes findAndModify insert renameCollection update";
const managing =
  "collMod collStats create createIndexes dbStats drop dropDatabase dropIndexes listCollections listIndexes renameCollection";

/** https://www.mongodb.com/docs/manual/reference/built-in-roles/ */
const commandsOf: Record<string, ReadonlySet<string>> = {
  read: words(reading),
  readWrite: words(`${reading} ${writing}`),
  dbAdmin: words(managing),
};

/** What every user may do: about its own connection, sessions and cursors. */
const free = words(
  "abortTransaction buildInfo commitTransaction connectionStatus endSessions getMore hello killCursors logout ping " +
    "refreshSessions saslContinue saslStart whatsmyuri",
);

/** Returns the roles that a command names, each as text for the command's database or as `{ role, db }`. */
export function readRoles(given: readonly unknown[], database: string): Role[] {
  return given.map((each) => {
    const { role, db }: Document =
      typeof each === "string" ? { role: each, db: database } : isPlain(each) ? each : {};
    if (typeof role !== "string" || typeof db !== "string") {
      throw new MongoError("BadValue", "Role names must be either strings or objects");
    }
    if (Object.hasOwn(commandsOf, role) || (role === "root" && db === "admin")) return { role, db };
    if (knownRoles.has(role)) throw notSupported(`the role ${role}`);
    throw new MongoError("RoleNotFound", `Could not find role: ${role}@${db}`);
  });
}

/** MongoDB has them, this server does not. */
const knownRoles = words(
  "backup clusterAdmin clusterManager clusterMonitor dbAdminAnyDatabase dbOwner enableSharding hostManager " +
    "readAnyDatabase readWriteAnyDatabase restore userAdmin userAdminAnyDatabase",
);

/**
 * Checks whether one of `roles` allows a command.
 *
 * @param name of the command, as it is registered
 * @throws MongoError 13 when none does
 */
export function checkAllowed(
  roles: readonly Role[],
  name: string,
  database: string,
  command: Document,
): void {
  if (free.has(name) || roles.some(({ role }) => role === "root")) return;
  const mayDo = (what: string, where: string): boolean =>
    roles.some(({ role, db }) => db === where && commandsOf[role]?.has(what) === true);
  const needed = name === "aggregate" && writesResult(command.pipeline) ? "insert" : name;
  if (databasesOf(name, database, command).every((where) => mayDo(needed, where))) return;
  const shown = "pwd" in command ? { ...command, pwd: "xxx" } : command;
  throw new MongoError(
    "Unauthorized",
    `not authorized on ${database} to execute command ${describe(shown)}`,
  );
}

/** The databases whose data a command is about: some are sent to admin. */
function databasesOf(name: string, database: string, command: Document): string[] {
  const namespaces: unknown[] =
    name === "renameCollection"
      ? [command.renameCollection, command.to]
      : name === "bulkWrite" && Array.isArray(command.nsInfo)
        ? (command.nsInfo as unknown[]).map((info) => (isPlain(info) ? info.ns : undefined))
        : [];
  if (namespaces.length === 0) return [database];
  return namespaces.map((namespace) => String(namespace).split(".")[0] ?? "");
}
