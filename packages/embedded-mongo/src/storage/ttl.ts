import { toNumber } from "../bson/number.ts";
import { keyOf } from "../bson/key.ts";
import { invertBound } from "./sorted-entries.ts";
import { types, type Numeric } from "../bson/type.ts";
import type { CollectionIndex } from "./collection-index.ts";
import type { Store } from "./store.ts";

/** Dates sort between these two. */
const dates = String.fromCharCode(types.date.rank);

/** Deletes the documents whose time in a TTL index is over; returns how many. */
export function deleteExpired(store: Store, now: number): number {
  let deleted = 0;
  for (const collections of store.databases.values()) {
    for (const collection of collections.values()) {
      for (const index of collection.indexes.values()) {
        const seconds: unknown = index.specification.expireAfterSeconds;
        if (seconds === undefined) continue;
        const before = now - toNumber(seconds as Numeric) * 1000;
        for (const id of expiredIds(index, before)) {
          const record = collection.records.get(id);
          if (!record?.document || record.writer) continue;
          collection.delete(record, { transaction: undefined });
          deleted += 1;
        }
      }
    }
  }
  return deleted;
}

/** The earliest date of an array counts: its entry comes first. */
function expiredIds(index: CollectionIndex, before: number): Set<number> {
  const isDescending = index.fields[0]?.direction === -1;
  const low = { prefix: dates, after: false };
  const high = { prefix: keyOf(new Date(before)), after: true };
  const interval = isDescending
    ? { low: invertBound(high), high: invertBound(low) }
    : { low, high };
  return new Set([...index.entries.range(interval, false)].map(({ id }) => id));
}
