import type { Collection } from "./collection.ts";
import type { Change } from "./change-log.ts";
import type { StoredRecord, View } from "./record.ts";

/** The storage side of a multi-document transaction: its snapshot, and what it has written so far. */
export interface Transaction {
  /** What it reads: the snapshot, and its own writes. */
  readonly view: View;
  /** Records that carry an uncommitted version of it, in the order of the writes. */
  readonly written: { collection: Collection; record: StoredRecord }[];
  /** Collections that it has created, by namespace: nobody else sees them before the commit. */
  readonly created: Map<string, Collection>;
  /** What the change log gets when it commits. */
  readonly changes: Change[];
}
