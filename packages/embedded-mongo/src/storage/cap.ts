import { calculateObjectSize, type Document } from "bson";
import { numberOfField } from "../bson/number.ts";
import { MongoError } from "../errors.ts";
import type { StoredRecord } from "./record.ts";

/** The bound of a capped collection: what does not fit anymore is what came first. */
export interface Cap {
  readonly size: number;
  readonly max: number;
  /** @throws MongoError 2 when the document is larger than the whole collection may be */
  check(document: Document): void;
  /** Counts what a record holds now; nothing for one that is gone. */
  note(record: StoredRecord): void;
  isExceededBy(count: number): boolean;
}

/**
 * Returns the bound of a collection with these options, or undefined for one that is not capped.
 *
 * https://www.mongodb.com/docs/manual/core/capped-collections/
 */
export function createCap(options: Document): Cap | undefined {
  if (options.capped !== true) return undefined;
  const size = numberOfField(options, "size") ?? Infinity;
  const max = numberOfField(options, "max") ?? Infinity;
  const sizes = new Map<number, number>();
  let bytes = 0;
  return {
    size,
    max,
    check(document) {
      if (calculateObjectSize(document) <= size) return;
      throw new MongoError("BadValue", "object to insert exceeds cappedMaxSize");
    },
    note({ id, document }) {
      bytes -= sizes.get(id) ?? 0;
      sizes.delete(id);
      if (!document) return;
      const added = calculateObjectSize(document);
      sizes.set(id, added);
      bytes += added;
    },
    isExceededBy: (count) => bytes > size || count > max,
  };
}
