import type { Timestamp } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { ChangeEntry, ChangeLog, ClusterTime } from "./change-log.ts";

/**
 * A resume token is a place in the log as text that sorts as the log does: seconds and increment of the cluster time, the
 * entry's place in the log, and whether it stands before ("0"), at ("1") or at the end behind ("2") that entry. The number
 * of a fragment follows where the entry's event was split.
 */
const pattern = /^([0-9A-F]{28}[012])([0-9A-F]{4})?$/;

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
export function endOfLogToken(
  store: { clusterTime: ClusterTime; log: ChangeLog },
  known: string,
): string {
  const token = `${timePart(store.clusterTime)}${hex(store.log.nextPlace, 12)}0`;
  return token > known ? token : known;
}

/** Returns the token of one of the parts that an event was split into; the first is 0. */
export function fragmentToken(token: string, fragment: number): string {
  return token + hex(fragment, 4);
}

/** Returns the token of a whole event, and how many of its fragments were seen at a token. */
export function splitToken(token: string): { event: string; seen: number } {
  const [, event = token, fragment] = pattern.exec(token) ?? [];
  return { event, seen: fragment === undefined ? 0 : Number.parseInt(fragment, 16) + 1 };
}

/** Returns the token behind which the log has to be read: who saw a fragment needs its event again. */
export function logToken(token: string): string {
  const { event, seen } = splitToken(token);
  return seen > 0 ? `${event.slice(0, -1)}0` : token;
}

/** A token of MongoDB's own: a type byte, seconds and increment of the cluster time, and what else it needs. */
const foreign = /^82([0-9A-F]{16})(?:[0-9A-F]{2})*$/i;

/**
 * Returns the place that a client wants to go on from. A token that MongoDB gave stands for its time: this server has not
 * written it, and so has nothing that it could name more exactly.
 *
 * @throws MongoError when `given` is no token
 */
export function readToken(given: unknown): { data: string; isInvalidate: boolean } {
  const data: unknown = isPlain(given) ? given._data : undefined;
  if (typeof data !== "string") {
    throw new MongoError(40647, "Bad resume token: _data of missing or of wrong type");
  }
  if (!pattern.test(data)) {
    const [, time] = foreign.exec(data) ?? [];
    if (time !== undefined) {
      return { data: `${time.toUpperCase()}${hex(0, 12)}0`, isInvalidate: false };
    }
    throw new MongoError("FailedToParse", "resume token string was not a valid hex string");
  }
  return { data, isInvalidate: splitToken(data).event.endsWith("2") };
}
