import type { Timestamp } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { ChangeEntry, ClusterTime } from "../storage/change-log.ts";
import type { Store } from "../storage/store.ts";

/**
 * A resume token is a place in the log as text that sorts as the log does: seconds and increment of the cluster time, the
 * entry's place in the log, and whether it stands before ("0"), at ("1") or at the end behind ("2") that entry.
 */
const pattern = /^[0-9A-F]{29}$/;

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}

function timePart({ t, i }: ClusterTime): string {
  return hex(t, 8) + hex(i, 8);
}

/** Returns the token of an entry's event, or of the invalidate event that follows it. */
export function encodeToken({ clusterTime, place }: ChangeEntry, isInvalidate = false): string {
  return `${timePart(clusterTime)}${hex(place, 12)}${isInvalidate ? 2 : 1}`;
}

/** Returns the token of the place just before everything that happened at `time`. */
export function startToken(time: Timestamp): string {
  return `${timePart(time)}${hex(0, 12)}0`;
}

/** Returns the token of the log's end as it is now, or `known` where that is later. */
export function endOfLogToken(store: Store, known: string): string {
  const token = `${timePart(store.clusterTime)}${hex(store.log.nextPlace, 12)}0`;
  return token > known ? token : known;
}

/** @throws MongoError when `given` is no token of this server */
export function readToken(given: unknown): { data: string; isInvalidate: boolean } {
  const data: unknown = isPlain(given) ? given._data : undefined;
  if (typeof data !== "string") {
    throw new MongoError(40647, "Bad resume token: _data of missing or of wrong type");
  }
  if (!pattern.test(data)) {
    throw new MongoError("FailedToParse", "resume token string was not a valid hex string");
  }
  return { data, isInvalidate: data.endsWith("2") };
}
