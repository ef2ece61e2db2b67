import type { Document } from "bson";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import type { Collection } from "./collection.ts";
import type { CollectionIndex } from "./collection-index.ts";
import { latest, visibleDocument } from "./record.ts";

/**
 * Checks that an index, which was told to take no new duplicates, has no old ones, so that it can be unique.
 * https://www.mongodb.com/docs/manual/core/index-unique/convert-to-unique/
 *
 * @throws MongoError 359 with the _ids of the documents that share a key, 72 when new duplicates are still possible
 */
export async function checkConvertsToUnique(
  operation: Operation,
  collection: Collection,
  index: CollectionIndex,
): Promise<void> {
  if (!index.refusesDuplicates) {
    throw new MongoError(
      "InvalidOptions",
      "Cannot make index unique as it is not prepared: send collMod with prepareUnique: true before",
    );
  }
  const idsOfKeys = new Map<string, unknown[]>();
  for (const record of collection.records.values()) {
    const document = visibleDocument(record, latest);
    for (const key of document ? index.keysOf(document) : []) {
      const ids = idsOfKeys.get(key) ?? [];
      idsOfKeys.set(key, ids);
      ids.push(document?._id);
    }
    if (operation.isSliceOver()) await operation.breathe();
  }
  const violations: Document[] = [...idsOfKeys.values()]
    .filter((ids) => ids.length > 1)
    .map((ids) => ({ ids }));
  if (violations.length === 0) return;
  throw new MongoError(
    "CannotConvertIndexToUnique",
    "Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.",
    { violations },
  );
}
