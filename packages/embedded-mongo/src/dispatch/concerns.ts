import { Timestamp, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { numberOfField } from "../bson/number.ts";
import { MongoError } from "../errors.ts";

const readLevels = ["local", "available", "majority", "linearizable", "snapshot"];
const transactionLevels = ["local", "majority", "snapshot"];
const withoutSnapshot = readLevels.filter((level) => level !== "snapshot");

/** The levels that a command accepts outside of a transaction; all others accept "local" alone. */
const levelsOf: Record<string, readonly string[]> = {
  aggregate: readLevels,
  count: withoutSnapshot,
  distinct: readLevels,
  explain: readLevels,
  find: readLevels,
  // A driver sends the level of a snapshot session with these, too; a cursor reads what it began with.
  getMore: readLevels,
  killCursors: readLevels,
};

/** The commands that read at one time, and tell it. */
const snapshotReads = new Set(["aggregate", "distinct", "find"]);

const withoutLinearizable = readLevels.filter((level) => level !== "linearizable");

/** Stages that accept only some levels. */
const stageLevels = new Map<string, readonly string[]>([
  ["$changeStream", ["majority"]],
  ["$collStats", ["local"]],
  ["$currentOp", ["local"]],
  ["$indexStats", ["local"]],
  ["$listLocalSessions", ["local"]],
  ["$merge", withoutLinearizable],
  ["$out", withoutLinearizable],
]);

/**
 * Looks at what a command wants of its reads. There is one member and it has everything, so all levels but "snapshot"
 * read the same.
 *
 * https://www.mongodb.com/docs/manual/reference/read-concern/
 *
 * @param name of the command, as it is registered
 * @throws MongoError when the level is none, or not one for this command
 */
export function checkReadConcern(name: string, command: Document): void {
  const { readConcern, autocommit, startTransaction, pipeline } = command;
  if (readConcern === undefined) return;
  const level: unknown = isPlain(readConcern) ? readConcern.level : readConcern;
  if (level !== undefined && !readLevels.some((known) => known === level)) {
    throw new MongoError(
      "BadValue",
      `Enumeration value '${typeof level === "string" ? level : describe(level)}' for field 'readConcern.level' is not a valid value.`,
    );
  }
  if (autocommit === false && startTransaction !== true) {
    if (isPlain(readConcern) && Object.keys(readConcern).length === 0) return;
    throw new MongoError(
      "InvalidOptions",
      "Only the first command in a transaction may specify a readConcern",
    );
  }
  if (typeof level !== "string") return;
  if (autocommit === false) {
    if (transactionLevels.includes(level)) return;
    throw new MongoError(
      "InvalidOptions",
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    );
  }
  if (!(levelsOf[name] ?? ["local"]).includes(level)) {
    throw new MongoError(
      "InvalidOptions",
      `Command ${name} does not support ${describe({ readConcern })} :: caused by :: read concern not supported`,
    );
  }
  for (const stage of Array.isArray(pipeline) ? (pipeline as unknown[]) : []) {
    const [stageName = ""] = isPlain(stage) ? Object.keys(stage) : [];
    const accepted = stageLevels.get(stageName);
    if (!accepted || accepted.includes(level)) continue;
    throw new MongoError(
      "InvalidOptions",
      accepted.length === 1
        ? `Aggregation stage ${stageName} cannot run with a readConcern other than '${accepted[0]}', or in a multi-document transaction. Current readConcern: ${level}`
        : `${stageName} cannot be used with a '${level}' read concern level`,
    );
  }
}

/** @throws MongoError when a command within a transaction brings a write concern: that is the commit's */
export function checkWriteConcern(name: string, { writeConcern, autocommit }: Document): void {
  const isEnd = name === "commitTransaction" || name === "abortTransaction";
  if (writeConcern === undefined || autocommit !== false || isEnd) return;
  throw new MongoError(
    "InvalidOptions",
    "writeConcern is not allowed within a multi-statement transaction",
  );
}

/** Tells whether a command outside of a transaction reads a snapshot, and of which time: that of now when it is undefined. */
export function snapshotRead(
  name: string,
  { readConcern, autocommit }: Document,
): {
  isSnapshot: boolean;
  time: Timestamp | undefined;
} {
  const { level, atClusterTime: time }: Document = isPlain(readConcern) ? readConcern : {};
  const isSnapshot = level === "snapshot" && autocommit === undefined && snapshotReads.has(name);
  return { isSnapshot, time: time instanceof Timestamp ? time : undefined };
}

/** Returns `writeConcernError` for a reply when a write is to be on more members than there are. */
export function writeConcernError({ writeConcern }: Document, count = 1): Document {
  if (!isPlain(writeConcern)) return {};
  const members = numberOfField(writeConcern, "w");
  if (members !== undefined && members > count) {
    const [codeName, errmsg] = ["UnsatisfiableWriteConcern", "Not enough data-bearing nodes"];
    return { writeConcernError: { code: 100, codeName, errmsg, errInfo: { writeConcern } } };
  }
  const tag: unknown = writeConcern.w;
  if (typeof tag !== "string" || tag === "majority") return {};
  const [codeName, errmsg] = [
    "UnknownReplWriteConcern",
    `No write concern mode named '${tag}' found in replica set configuration`,
  ];
  return { writeConcernError: { code: 79, codeName, errmsg, errInfo: { writeConcern } } };
}
