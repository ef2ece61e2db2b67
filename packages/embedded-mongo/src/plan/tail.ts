import type { Document } from "bson";
import { MongoError } from "../errors.ts";
import { awaitNews } from "../operation/await-news.ts";
import type { Chunks, Reader } from "../operation/operation.ts";
import type { StoredRecord } from "../storage/record.ts";
import type { Collection } from "../storage/collection.ts";
import type { Page } from "./find.ts";
import type { Plan } from "./plan.ts";
import { collectionDropped } from "./scan.ts";

const largestChunk = 256;

/**
 * Yields the documents of a capped collection that match, in the order of their insertion, and goes on with those that
 * are yet to come; an empty portion says that there is nothing new for the moment. It ends at once where the collection is
 * empty: MongoDB keeps no cursor then.
 *
 * https://www.mongodb.com/docs/manual/core/tailable-cursors/
 *
 * @throws MongoError 136 when the document is gone that was looked at last: nobody knows what was lost with it
 */
export async function* tail({ collection, question }: Plan, reader: Reader, page: Page): Chunks {
  if (!collection || collection.count === 0) return;
  const news = awaitNews(collection.store.log);
  const place = createPlace(collection);
  let toSkip = page.skip;
  let left = page.limit;
  try {
    while (left > 0) {
      const found: Document[] = [];
      for (let record = place.next(); record; record = place.next()) {
        const { document } = record;
        if (document && question.test(document)) {
          if (toSkip > 0) toSkip -= 1;
          else found.push(document);
        }
        if (found.length >= Math.min(left, largestChunk)) break;
        if (reader.current.isSliceOver()) await reader.current.breathe();
      }
      left -= found.length;
      if (found.length === 0 && reader.current.awaitMs > 0) await news.next(reader.current);
      else yield found;
    }
  } finally {
    news.close();
  }
}

/** Goes through the records of a collection as often as there are new ones. */
function createPlace(collection: Collection): { next(): StoredRecord | undefined } {
  let records = collection.records.values();
  let last: StoredRecord | undefined;

  function find(): StoredRecord | undefined {
    const { value, done } = records.next();
    if (done !== true) return value;
    // An iterator that was once at the end stays there: a new one goes to the first record behind the last.
    records = collection.records.values();
    for (const record of records) if (record.id > (last?.id ?? 0)) return record;
    return undefined;
  }

  return {
    next() {
      if (collection.isDropped) throw collectionDropped(collection);
      // While a snapshot is open somewhere, the record of a deleted document stays, without it.
      if (last && last.document === undefined) {
        throw new MongoError(
          "CappedPositionLost",
          `CollectionScan died due to position in capped collection being deleted. Last seen record id: RecordId(${last.id})`,
        );
      }
      // The iterator is left before its end, so that it sees what is stored later.
      if (last && last.id >= collection.newestId) return undefined;
      const record = find();
      if (record) last = record;
      return record;
    },
  };
}
