import { UUID, type Document } from "bson";
import { describe } from "../bson/describe.ts";
import { invertKey, keyOf } from "../bson/key.ts";
import { MongoError } from "../errors.ts";
import { valuesAt } from "../query/path.ts";
import { createCap, type Cap } from "./cap.ts";
import type { CollectionIndex } from "./collection-index.ts";
import type { Change, ChangeLog } from "./change-log.ts";
import {
  latest,
  visibleDocument,
  type Snapshot,
  type StoredRecord,
  type Version,
  type View,
} from "./record.ts";

/** Who writes: the transaction, if any, and the session for the change log. */
export interface Writer {
  transaction: Transaction | undefined;
  session?: unknown;
  /** `txnNumber` and `lsid`, for the change log. */
  transactionFacts?: Document;
  /** bypassDocumentValidation */
  skipsValidation?: boolean;
  /** Size of what is about to be written, as BSON, about: the change log forgets by it. */
  bytes?: number;
  /** Paths that the update which is about to be written gives a new value, for the change log. */
  written?: string[] | undefined;
}

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

/** What a collection needs of the store that it is in: its clock, its log, and the versions that somebody may still read. */
export interface History {
  readonly log: ChangeLog;
  readonly hasSnapshots: boolean;
  tick(): number;
  keepVersions(collection: Collection, record: StoredRecord): void;
}

/** Documents in the order of insertion, with the indexes on them. */
export class Collection {
  readonly uuid = new UUID();
  readonly records = new Map<number, StoredRecord>();
  readonly indexes = new Map<string, CollectionIndex>();
  readonly store: History;
  readonly database: string;
  name: string;
  /** As listCollections tells them: validator, capped and so on. */
  options: Document;
  isDropped = false;
  /** Called with a document before it is stored; throws when it is not valid. */
  validate: ((document: Document, before: Document | undefined) => void) | undefined;
  /** Number of committed documents. */
  count = 0;
  /** Of a capped collection. */
  readonly cap: Cap | undefined;
  /** The last record that was stored; tailable cursors see by it that there is more. */
  newestId = 0;
  #lastId = 0;

  constructor(store: History, database: string, name: string, options: Document) {
    this.store = store;
    this.database = database;
    this.name = name;
    this.options = options;
    this.cap = createCap(options);
  }

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  /**
   * Stores a new document.
   *
   * @throws MongoError 11000 when a unique index has its key already
   */
  insert(document: Document, writer: Writer): void {
    this.#lastId += 1;
    const record: StoredRecord = {
      id: this.#lastId,
      document: undefined,
      time: 0,
      writer: undefined,
      older: undefined,
    };
    this.#write(record, document, "insert", writer);
    if (this.cap) this.#deleteOldest(this.cap);
  }

  #deleteOldest(cap: Cap): void {
    for (const oldest of this.records.values()) {
      if (!cap.isExceededBy(this.count)) return;
      if (oldest.document) this.delete(oldest, { transaction: undefined });
    }
  }

  /** Puts `document` in the place of what `record` holds. */
  update(record: StoredRecord, document: Document, isReplace: boolean, writer: Writer): void {
    this.#write(record, document, isReplace ? "replace" : "update", writer);
  }

  delete(record: StoredRecord, writer: Writer): void {
    this.#write(record, undefined, "delete", writer);
  }

  /** Adds an index; from now on writes keep it, and `indexRecord` brings in the documents that are there already. */
  addIndex(index: CollectionIndex): void {
    this.indexes.set(index.name, index);
  }

  /**
   * Brings one document into an index that was just added.
   *
   * @throws MongoError 11000 when the index is unique and has its key already
   */
  indexRecord(index: CollectionIndex, record: StoredRecord): void {
    for (let version: Version | undefined = record; version; version = version.older) {
      if (!version.document) continue;
      const keys = index.keysOf(version.document);
      if (index.isUnique) this.#checkUnique(index, keys, record, version.document, version.writer);
      for (const key of keys) index.entries.add(key, record.id);
    }
  }

  /** Every change to a document goes through here: see "How it is built" in the README. */
  #write(
    record: StoredRecord,
    document: Document | undefined,
    operation: Change["operation"],
    writer: Writer,
  ): void {
    const { transaction } = writer;
    if (this.cap) {
      if (transaction) throw cappedInTransaction(this.namespace, operation);
      if (document) this.cap.check(document);
    }
    this.#checkConflict(record, transaction);
    const before = record.document;
    const isNew = operation === "insert";
    if (document && writer.skipsValidation !== true) this.validate?.(document, before);

    // All keys and checks first: a write that fails must leave nothing behind.
    const added: { index: CollectionIndex; keys: string[] }[] = [];
    if (document) {
      for (const index of this.indexes.values()) {
        const keys = index.keysOf(document);
        if (index.refusesDuplicates) {
          this.#checkUnique(index, keys, record, document, transaction);
        }
        added.push({ index, keys });
      }
    }

    const isKept = !isNew && (transaction !== undefined || this.store.hasSnapshots);
    if (isKept) record.older = { ...record };
    record.document = document;
    record.writer = transaction;
    if (isNew) {
      this.records.set(record.id, record);
      this.newestId = record.id;
    }
    this.cap?.note(record);
    if (before && !isKept) this.#removeKeys(record, before, added);
    for (const { index, keys } of added) {
      for (const key of keys) index.entries.add(key, record.id);
    }

    const change: Change = {
      operation,
      database: this.database,
      collection: this.name,
      uuid: this.uuid,
      id: (document ?? before)?._id,
      // Of a deleted document the log needs the _id only, unless somebody may ask for the image before.
      before: document || this.#keepsImages ? before : undefined,
      after: document,
      written: operation === "update" ? writer.written : undefined,
      bytes: writer.bytes ?? 0,
      time: 0,
      wallTime: Date.now(),
      session: writer.session,
      transaction: writer.transactionFacts,
    };
    if (transaction) {
      transaction.written.push({ collection: this, record });
      transaction.changes.push(change);
      return;
    }
    record.time = this.store.tick();
    if (isKept) this.store.keepVersions(this, record);
    else if (!document) this.records.delete(record.id);
    this.count += (document ? 1 : 0) - (before ? 1 : 0);
    change.time = record.time;
    this.store.log.append(change);
  }

  get #keepsImages(): boolean {
    const { enabled } = (this.options.changeStreamPreAndPostImages ?? {}) as { enabled?: unknown };
    return enabled === true;
  }

  /** A record that another transaction has changed, or that changed after the snapshot, can't be written. */
  #checkConflict(record: StoredRecord, transaction: Transaction | undefined): void {
    const isTaken = record.writer !== undefined && record.writer !== transaction;
    const isNewer = transaction !== undefined && record.time > transaction.view.time;
    if (isTaken || (isNewer && record.writer === undefined)) throw writeConflict();
  }

  #checkUnique(
    index: CollectionIndex,
    keys: string[],
    record: StoredRecord,
    document: Document,
    transaction: Snapshot | undefined,
  ): void {
    for (const key of keys) {
      for (const id of index.entries.idsOf(key)) {
        const other = id === record.id ? undefined : this.records.get(id);
        if (!other) continue;
        const isForeign = other.writer !== undefined && other.writer !== transaction;
        if (isForeign) throw writeConflict();
        if (other.document && index.keysOf(other.document).includes(key)) {
          throw duplicateKey(this.namespace, index, document, key);
        }
      }
    }
  }

  /** Removes the entries of a version that is gone, except those that the record still has. */
  #removeKeys(
    record: StoredRecord,
    document: Document,
    kept: { index: CollectionIndex; keys: string[] }[],
  ): void {
    for (const index of this.indexes.values()) {
      const still = kept.find((entry) => entry.index === index)?.keys ?? [];
      for (const key of index.keysOf(document)) {
        if (!still.includes(key)) index.entries.delete(key, record.id);
      }
    }
  }

  /** Makes the uncommitted version of `record` visible to everybody. */
  commit(record: StoredRecord, transaction: Transaction, time: number): void {
    if (record.writer !== transaction) return;
    record.writer = undefined;
    record.time = time;
    const base = committedBelow(record, transaction);
    this.count += (record.document ? 1 : 0) - (base?.document ? 1 : 0);
    this.store.keepVersions(this, record);
  }

  /** Takes the newest uncommitted version of `record` back. */
  rollBack(record: StoredRecord, transaction: Transaction): void {
    if (record.writer !== transaction) return;
    const undone = record.document;
    const { older } = record;
    if (older) Object.assign(record, older);
    else {
      this.records.delete(record.id);
      record.document = undefined;
    }
    if (undone) this.#removeKeys(record, undone, this.#keysOfVersions(record));
  }

  /** Forgets the versions of `record` that no open snapshot reads. */
  prune(record: StoredRecord): void {
    const gone: Document[] = [];
    for (let version = record.older; version; version = version.older) {
      if (version.document) gone.push(version.document);
    }
    record.older = undefined;
    if (record.document === undefined) this.records.delete(record.id);
    const kept = this.#keysOfVersions(record);
    for (const document of gone) this.#removeKeys(record, document, kept);
  }

  #keysOfVersions(record: StoredRecord): { index: CollectionIndex; keys: string[] }[] {
    const documents: Document[] = [];
    for (let version: Version | undefined = record; version; version = version.older) {
      if (version.document) documents.push(version.document);
    }
    return [...this.indexes.values()].map((index) => ({
      index,
      keys: documents.flatMap((document) => index.keysOf(document)),
    }));
  }

  /** Returns the committed document with this _id. */
  byId(id: unknown): Document | undefined {
    const [key] = this.indexes.get("_id_")?.keysOf({ _id: id }) ?? [];
    if (key === undefined) return undefined;
    for (const recordId of this.indexes.get("_id_")?.entries.idsOf(key) ?? []) {
      const record = this.records.get(recordId);
      const document = record && visibleDocument(record, latest);
      if (document) return document;
    }
    return undefined;
  }

  /** Returns the number of documents that `view` sees. */
  countVisible(view: View): number {
    if (view.time === Infinity && !view.writer) return this.count;
    let count = 0;
    for (const record of this.records.values()) if (visibleDocument(record, view)) count += 1;
    return count;
  }
}

function committedBelow(record: StoredRecord, transaction: Transaction): Version | undefined {
  let version = record.older;
  while (version?.writer === transaction) version = version.older;
  return version;
}

function cappedInTransaction(namespace: string, operation: Change["operation"]): MongoError {
  if (operation === "delete") {
    return new MongoError(
      "IllegalOperation",
      `Cannot remove from a capped collection in a multi-document transaction: ${namespace}`,
    );
  }
  return new MongoError(
    "OperationNotSupportedInTransaction",
    `Collection '${namespace}' is a capped collection. Writes in transactions are not allowed on capped collections.`,
  );
}

/** Returns the error for two who want to change the same at the same time. */
export function writeConflict(): MongoError {
  return new MongoError(
    "WriteConflict",
    "Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.",
  );
}

/** The message names the key as the server does: `{ email: "ann@example.com" }`. */
function duplicateKey(
  namespace: string,
  index: CollectionIndex,
  document: Document,
  key: string,
): MongoError {
  const keyValue: Document = {};
  for (const { path, parts } of index.fields) {
    const values = valuesAt(document, parts);
    const isInKey = (value: unknown): boolean =>
      key.includes(keyOf(value ?? null)) || key.includes(invertKey(keyOf(value ?? null)));
    keyValue[path] = values.find(isInKey) ?? values[0] ?? null;
  }
  const shown = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${describe(value)}`)
    .join(", ");
  return new MongoError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.specification.key as Document, keyValue },
  );
}
