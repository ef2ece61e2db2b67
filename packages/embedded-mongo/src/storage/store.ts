import { Timestamp, type Document } from "bson";
import { encodeToken } from "../aggregate/resume-token.ts";
import { createChangeLog, type Change, type ChangeLog } from "./change-log.ts";
import { Collection } from "./collection.ts";
import { createCollectionIndex } from "./collection-index.ts";
import type { StoredRecord, View } from "./record.ts";
import type { Transaction } from "./transaction.ts";

/** All databases of a server, its clock, and the versions that snapshots still read. */
export class Store {
  readonly databases = new Map<string, Map<string, Collection>>();
  readonly log: ChangeLog = createChangeLog(
    () => ({ t: this.#seconds, i: this.#increment }),
    encodeToken,
  );
  /** Number of the last commit. */
  time = 0;
  /** The same as clients are told it: seconds, and a number within the second. */
  #seconds = Math.floor(Date.now() / 1000);
  #increment = 1;
  readonly #snapshots = new Set<View>();
  readonly #versioned = new Map<StoredRecord, Collection>();

  /** Returns the time of a new commit. */
  tick(): number {
    this.time += 1;
    const seconds = Math.floor(Date.now() / 1000);
    // It never goes back, even when the machine's clock does.
    if (seconds > this.#seconds) {
      this.#seconds = seconds;
      this.#increment = 0;
    }
    this.#increment += 1;
    return this.time;
  }

  get clusterTime(): Timestamp {
    return new Timestamp({ t: this.#seconds, i: this.#increment });
  }

  get hasSnapshots(): boolean {
    return this.#snapshots.size > 0;
  }

  /** Returns a view of everything as it is now; versions are kept for it until `closeSnapshot`. */
  openSnapshot(): View {
    const view: View = { time: this.time, writer: undefined };
    this.#snapshots.add(view);
    return view;
  }

  closeSnapshot(view: View): void {
    this.#snapshots.delete(view);
    if (this.hasSnapshots) return;
    for (const [record, collection] of this.#versioned) {
      if (record.writer === undefined) {
        collection.prune(record);
        this.#versioned.delete(record);
      }
    }
  }

  /** Notes that `record` has older versions, to be forgotten when no snapshot is open. */
  keepVersions(collection: Collection, record: StoredRecord): void {
    if (this.hasSnapshots) this.#versioned.set(record, collection);
    else collection.prune(record);
  }

  /** Returns a transaction that sees the data as it is now. */
  begin(): Transaction {
    const view = this.openSnapshot();
    const transaction: Transaction = { view, written: [], changes: [] };
    view.writer = transaction;
    return transaction;
  }

  /** Makes everything that `transaction` wrote visible at once, and logs it. */
  commit(transaction: Transaction): void {
    if (transaction.written.length > 0) {
      const time = this.tick();
      for (const { collection, record } of transaction.written) {
        collection.commit(record, transaction, time);
      }
      for (const change of transaction.changes) this.log.append({ ...change, time });
    }
    this.closeSnapshot(transaction.view);
  }

  /** Takes back everything that `transaction` wrote, the last write first. */
  abort(transaction: Transaction): void {
    for (const { collection, record } of transaction.written.toReversed()) {
      collection.rollBack(record, transaction);
    }
    this.closeSnapshot(transaction.view);
  }

  find(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name);
  }

  /** Returns a new, empty collection with its _id index; the name must be free. */
  create(database: string, name: string, options: Document = {}): Collection {
    let collections = this.databases.get(database);
    if (!collections) {
      collections = new Map();
      this.databases.set(database, collections);
    }
    const collection = new Collection(this, database, name, options);
    const ids = createCollectionIndex(
      { v: 2, key: { _id: 1 }, name: "_id_" },
      undefined,
      undefined,
    );
    ids.isReady = true;
    collection.addIndex(ids);
    collections.set(name, collection);
    this.note("create", database, name, options);
    return collection;
  }

  drop(collection: Collection): void {
    const collections = this.databases.get(collection.database);
    if (collections?.get(collection.name) !== collection) return;
    collections.delete(collection.name);
    if (collections.size === 0) this.databases.delete(collection.database);
    collection.isDropped = true;
    this.note("drop", collection.database, collection.name);
  }

  dropDatabase(database: string): void {
    for (const collection of Array.from(this.databases.get(database)?.values() ?? [])) {
      this.drop(collection);
    }
    this.note("dropDatabase", database, "");
  }

  /** Gives `collection` another name; the target must be free. */
  rename(collection: Collection, name: string): void {
    const collections = this.databases.get(collection.database);
    collections?.delete(collection.name);
    this.note("rename", collection.database, collection.name, { to: name });
    collection.name = name;
    collections?.set(name, collection);
  }

  /** Logs a change to a collection or database. */
  note(
    operation: Change["operation"],
    database: string,
    collection: string,
    details?: Document,
  ): void {
    const time = this.tick();
    const wallTime = Date.now();
    this.log.append({ operation, database, collection, details, bytes: 0, time, wallTime });
  }
}
