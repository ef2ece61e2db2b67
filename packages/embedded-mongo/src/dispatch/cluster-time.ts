import { Binary, Long, Timestamp, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { wrongType } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Store } from "../storage/store.ts";

/** Drivers send a cluster time back with its signature; without keys that are shared among members it is this one. */
const signature = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO };

/** A year: https://www.mongodb.com/docs/manual/reference/parameters/#mongodb-parameter-param.maxAcceptableLogicalClockDriftSecs */
const mostAheadSeconds = 31_536_000;

/** Returns `$clusterTime` of a reply. */
export function tellClusterTime({ clusterTime }: Store): Document {
  return { clusterTime, signature };
}

/**
 * Takes over the cluster time that a client has got elsewhere, so that what it does here comes after that.
 *
 * https://github.com/mongodb/specifications/blob/master/source/sessions/driver-sessions.md#gossipping-the-cluster-time
 *
 * @throws MongoError 211 or 149 when the signature is not that of this server, 204 when the time is too far ahead
 */
export function takeClusterTime(store: Store, given: unknown): void {
  if (given === undefined) return;
  if (!isPlain(given)) throw wrongType("$clusterTime", "$clusterTime", given, "object");
  const { clusterTime: time, signature: signed } = given as Record<string, unknown>;
  if (!(time instanceof Timestamp)) {
    throw new MongoError(
      "TypeMismatch",
      `BSON field '$clusterTime.clusterTime' is the wrong type '${typeOf(time).name}', expected type 'timestamp'`,
    );
  }
  if (isPlain(signed)) checkSignature(time, signed);
  const seconds = Math.floor(Date.now() / 1000);
  if (time.t > seconds + mostAheadSeconds) {
    throw new MongoError(
      "ClusterTimeFailsRateLimiter",
      `New cluster time, ${time.t}, is too far from this node's wall clock time, ${seconds}.`,
    );
  }
  store.advanceTo(time);
}

function checkSignature(time: Timestamp, { keyId, hash }: Document): void {
  const key = String(keyId);
  if (key !== "0") {
    throw new MongoError(
      "KeyNotFound",
      `Cache Reader No keys found for HMAC that is valid for time: { ts: Timestamp(${time.t}, ${time.i}) } with id: ${key}`,
    );
  }
  if (hash instanceof Binary && Buffer.from(hash.value()).some((byte) => byte !== 0)) {
    throw new MongoError("TimeProofMismatch", "Proof does not match the cluster time");
  }
}
