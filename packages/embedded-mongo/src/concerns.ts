import type { Document } from "bson";
import { isPlain } from "./bson/decode.ts";
import { describe } from "./bson/describe.ts";
import { numberOfField } from "./bson/number.ts";
import { MongoError } from "./errors.ts";

const readLevels = ["local", "available", "majority", "linearizable", "snapshot"];

/**
 * Looks at what a command wants of its reads. There is one member and it has everything, so all levels read the same.
 *
 * @throws MongoError when the level is none
 */
export function checkReadConcern({ readConcern }: Document): void {
  if (readConcern === undefined) return;
  const level: unknown = isPlain(readConcern) ? readConcern.level : readConcern;
  if (level === undefined || readLevels.some((known) => known === level)) return;
  throw new MongoError(
    "BadValue",
    `Enumeration value '${typeof level === "string" ? level : describe(level)}' for field 'readConcern.level' is not a valid value.`,
  );
}

/** Returns `writeConcernError` for a reply when a write is to be on more members than there are. */
export function writeConcernError({ writeConcern }: Document): Document {
  if (!isPlain(writeConcern)) return {};
  const members = numberOfField(writeConcern, "w");
  if (members !== undefined && members > 1) {
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
