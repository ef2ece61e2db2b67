import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";

/** The commands of version 1, as far as this server has them. https://www.mongodb.com/docs/manual/reference/stable-api/ */
const commands = new Set([
  "abortTransaction",
  "aggregate",
  "bulkWrite",
  "collMod",
  "commitTransaction",
  "count",
  "create",
  "createIndexes",
  "createSearchIndexes",
  "delete",
  "drop",
  "dropDatabase",
  "dropIndexes",
  "dropSearchIndex",
  "endSessions",
  "explain",
  "find",
  "findAndModify",
  "getMore",
  "hello",
  "insert",
  "killCursors",
  "listCollections",
  "listDatabases",
  "listIndexes",
  "ping",
  "refreshSessions",
  "saslContinue",
  "saslStart",
  "update",
  "updateSearchIndex",
]);

const stagesBeyond = new Set([
  "$currentOp",
  "$indexStats",
  "$listLocalSessions",
  "$listSessions",
  "$planCacheStats",
  "$search",
]);

/**
 * Checks what a client declares about the API that it wants: a command beyond version 1 fails with `apiStrict`.
 *
 * @param name of the command, as it is registered
 * @throws MongoError 322 for a version that is not there, 323 for what is not in it
 */
export function checkStableApi(name: string, command: Document): void {
  const { apiVersion, apiStrict, apiDeprecationErrors, pipeline } = command;
  if (apiVersion === undefined) {
    if (apiStrict === undefined && apiDeprecationErrors === undefined) return;
    throw new MongoError(
      4886600,
      "Provided apiStrict and/or apiDeprecationErrors without passing apiVersion",
    );
  }
  if (apiVersion !== "1") {
    throw new MongoError("APIVersionError", 'API version must be "1"');
  }
  if (apiStrict !== true) return;
  const stages = Array.isArray(pipeline) ? (pipeline as unknown[]) : [];
  const stage = stages
    .map((each) => (isPlain(each) ? Object.keys(each)[0] : undefined))
    .find((each) => each !== undefined && stagesBeyond.has(each));
  const beyond = commands.has(name) ? stage && `stage ${stage}` : `command ${name}`;
  if (beyond === undefined) return;
  throw new MongoError(
    "APIStrictError",
    `Provided apiStrict:true, but the ${beyond} is not in API Version 1`,
  );
}
