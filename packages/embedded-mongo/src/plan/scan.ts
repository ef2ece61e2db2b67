import type { Reader } from "../operation/operation.ts";
import { MongoError } from "../errors.ts";
import { visibleDocument, type StoredRecord } from "../storage/record.ts";
import type { Collection } from "../storage/collection.ts";
import type { Document } from "bson";
import type { Access, Plan, Work } from "./plan.ts";

/** A document that matched, and where it lies. */
export interface Match {
  record: StoredRecord;
  document: Document;
}

const largestChunk = 256;

function* recordsOf(collection: Collection, access: Access, work: Work): Generator<StoredRecord> {
  if (access.stage === "COLLSCAN") {
    if (access.direction === 1) yield* collection.records.values();
    else yield* [...collection.records.values()].toReversed();
    return;
  }
  if (access.stage === "OR") {
    const seen = new Set<number>();
    for (const branch of access.branches) {
      for (const record of recordsOf(collection, branch, work)) {
        if (seen.has(record.id)) continue;
        seen.add(record.id);
        yield record;
      }
    }
    return;
  }
  const { index, intervals, direction } = access;
  index.accesses += 1;
  // An array has several entries, and a write while this runs may move a document ahead: each counts once.
  const seen = new Set<number>();
  for (const interval of direction === 1 ? intervals : intervals.toReversed()) {
    for (const { id } of index.entries.range(interval, direction === -1)) {
      work.keysExamined += 1;
      if (seen.has(id)) continue;
      seen.add(id);
      const record = collection.records.get(id);
      if (record) yield record;
    }
  }
}

/**
 * Yields what matches, in portions, in the order of the plan's access. Between portions other connections are served,
 * so whoever writes must look whether `record` still holds `document`.
 *
 * @throws MongoError when the operation is killed, its time is over, or the collection is dropped meanwhile
 */
export async function* scan(
  plan: Plan,
  reader: Reader,
  work: Work,
  limit = Infinity,
): AsyncGenerator<Match[], void, undefined> {
  const { collection, access, question } = plan;
  if (!collection) return;
  const size = Math.min(limit, largestChunk);
  let found = 0;
  let chunk: Match[] = [];
  for (const record of recordsOf(collection, access, work)) {
    if (collection.isDropped) throw collectionDropped(collection);
    const operation = reader.current;
    const document = visibleDocument(record, operation.view);
    if (document) {
      work.docsExamined += 1;
      if (question.test(document)) {
        chunk.push({ record, document });
        found += 1;
      }
    }
    if (operation.isSliceOver()) await operation.breathe();
    if (found >= limit) break;
    if (chunk.length >= size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

export function collectionDropped(collection: Collection): MongoError {
  return new MongoError(175, `collection dropped. UUID ${collection.uuid.toString()}`, {
    codeName: "QueryPlanKilled",
  });
}
