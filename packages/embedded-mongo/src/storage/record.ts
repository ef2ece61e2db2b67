import type { Document } from "bson";

/** A transaction, as versions and views know it: by being the same one. */
export interface Snapshot {
  readonly view: View;
}

/** A document as it was from one point in time on; `undefined` is "not there". */
export interface Version {
  document: Document | undefined;
  /** The store's clock when it was committed. */
  time: number;
  /** The transaction that wrote it and has not committed yet. */
  writer: Snapshot | undefined;
  /** What it replaced; kept only while a snapshot may still read it. */
  older: Version | undefined;
}

/** A document's place in a collection, with its newest version. */
export interface StoredRecord extends Version {
  readonly id: number;
}

/** What an operation sees: everything committed up to `time`, and what its own transaction wrote. */
export interface View {
  time: number;
  writer: Snapshot | undefined;
}

/** Outside of a snapshot an operation sees what is committed, as it is at that moment. */
export const latest: View = { time: Infinity, writer: undefined };

/** Returns the document of `record` as `view` sees it, or undefined where there is none. */
export function visibleDocument(record: StoredRecord, view: View): Document | undefined {
  for (let version: Version | undefined = record; version; version = version.older) {
    const isSeen =
      version.writer === undefined ? version.time <= view.time : version.writer === view.writer;
    if (isSeen) return version.document;
  }
  return undefined;
}
