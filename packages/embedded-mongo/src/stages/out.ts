import { randomUUID } from "node:crypto";
import { isPlain } from "../bson/decode.ts";
import { MongoError, notSupported, unknownField } from "../errors.ts";
import type { Collection } from "../storage/collection.ts";
import type { Store } from "../storage/store.ts";
import { insertDocument } from "../write/insert-document.ts";
import { collect, type Stage } from "./stage.ts";
import { readWriteTarget, type WriteTarget } from "./write-target.ts";

/**
 * Replaces a collection by the documents that come in, at once when all are there; it stays as it is when one of them
 * can't be stored. https://www.mongodb.com/docs/manual/reference/operator/aggregation/out/
 */
export const out: Stage = (operand, context) => {
  const target = readWriteTarget("$out", operand, context.database);
  for (const field of Object.keys(isPlain(operand) ? operand : {})) {
    if (field === "timeseries") throw notSupported("$out to a time-series collection");
    if (field !== "db" && field !== "coll") throw unknownField("$out", field);
  }
  return async function* (input) {
    const all = await collect(input);
    const { current } = context.reader;
    const { store } = current.server;
    const existing = store.find(target.database, target.name);
    if (existing?.cap) {
      throw new MongoError(
        17152,
        `namespace '${existing.namespace}' is capped so it can't be used for $out`,
      );
    }
    const collection = createLike(store, target, existing);
    try {
      for (const document of all) {
        insertDocument(collection, { ...document }, current.writer, true);
        if (current.isSliceOver()) await current.breathe();
      }
    } catch (error) {
      store.drop(collection);
      throw error;
    }
    store.rename(collection, target.name);
    yield [];
  };
};

/** Returns a new collection beside `existing`, with its options and indexes, under a name as MongoDB gives it. */
function createLike(
  store: Store,
  { database }: WriteTarget,
  existing: Collection | undefined,
): Collection {
  const collection = store.create(database, `tmp.agg_out.${randomUUID()}`, existing?.options);
  for (const index of existing?.indexes.values() ?? []) {
    const copy = index.empty();
    copy.isReady = true;
    collection.addIndex(copy);
  }
  return collection;
}
