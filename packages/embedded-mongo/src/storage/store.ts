import { Timestamp, type Document } from "bson";
import { encodeToken, startToken } from "./resume-token.ts";
import { MongoError } from "../errors.ts";
import { createChangeLog, type Change, type ChangeLog, type ClusterTime } from "./change-log.ts";
import { Collection, writeConflict, type History, type Transaction } from "./collection.ts";
import { createCollectionIndex } from "./collection-index.ts";
import type { StoredRecord, View } from "./record.ts";

/** https://www.mongodb.com/docs/manual/reference/parameters/#mongodb-parameter-param.minSnapshotHistoryWindowInSeconds */
const historyMs = 300_000;

/** https://www.mongodb.com/docs/manual/reference/limits/#mongodb-limit-Restriction-on-Collection-Names */
const maxNamespaceBytes = 255;

/** All databases of a server, its clock, and the versions that snapshots still read. */
export class Store implements History {
  readonly databases = new Map<string, Map<string, Collection>>();
  /** Number of the last commit. */
  time = 0;
  /** The same as clients are told it: seconds, and a number within the second. */
  #seconds = Math.floor(Date.now() / 1000);
  #increment = 1;
  readonly log: ChangeLog = createChangeLog(
    () => ({ t: this.#seconds, i: this.#increment }),
    encodeToken,
    startToken(this.clusterTime),
  );
  readonly #snapshots = new Set<View>();
  readonly #transactions = new Set<Transaction>();
  /** Those that reads outside of a transaction have named, by their cluster time. */
  readonly #named = new Map<bigint, View>();
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

  /** Makes what comes next be after a time that a client has got from another server. */
  advanceTo({ t, i }: ClusterTime): void {
    if (t < this.#seconds || (t === this.#seconds && i <= this.#increment)) return;
    this.#seconds = t;
    this.#increment = i;
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

  /**
   * Returns a view of everything as it was at a cluster time: that of now, or one that was asked for in the last five
   * minutes, as long as MongoDB keeps its history.
   *
   * @throws MongoError 72 when the time is still to come, 239 when it is not known (anymore)
   */
  snapshotAt(time: Timestamp): View {
    const key = time.toBigInt();
    const known = this.#named.get(key);
    if (known) return known;
    const order = time.compare(this.clusterTime);
    if (order > 0) {
      throw new MongoError(
        "InvalidOptions",
        "readConcern atClusterTime value must not be greater than the current clusterTime",
      );
    }
    if (order < 0) {
      throw new MongoError(
        "SnapshotTooOld",
        "Read timestamp is older than the oldest available timestamp",
      );
    }
    const view = this.openSnapshot();
    this.#named.set(key, view);
    setTimeout(() => {
      this.#named.delete(key);
      this.closeSnapshot(view);
    }, historyMs).unref();
    return view;
  }

  /** Notes that `record` has older versions, to be forgotten when no snapshot is open. */
  keepVersions(collection: Collection, record: StoredRecord): void {
    if (this.hasSnapshots) this.#versioned.set(record, collection);
    else collection.prune(record);
  }

  /** Returns a transaction that sees the data as it is now. */
  begin(): Transaction {
    const view = this.openSnapshot();
    const transaction: Transaction = {
      view,
      written: [],
      created: new Map(),
      changes: [],
    };
    view.writer = transaction;
    this.#transactions.add(transaction);
    return transaction;
  }

  /**
   * Makes everything that `transaction` wrote visible at once, and logs it.
   *
   * @throws MongoError 112, and takes everything back, when somebody else has created one of its collections meanwhile
   */
  commit(transaction: Transaction): void {
    for (const { database, name } of transaction.created.values()) {
      if (!this.find(database, name)) continue;
      this.abort(transaction);
      throw writeConflict();
    }
    if (transaction.changes.length > 0) {
      for (const collection of transaction.created.values()) this.#publish(collection);
      const time = this.tick();
      for (const { collection, record } of transaction.written) {
        collection.commit(record, transaction, time);
      }
      for (const change of transaction.changes) this.log.append({ ...change, time });
    }
    this.#end(transaction);
  }

  /** Takes back everything that `transaction` wrote, the last write first. */
  abort(transaction: Transaction): void {
    for (const { collection, record } of transaction.written.toReversed()) {
      collection.rollBack(record, transaction);
    }
    for (const collection of transaction.created.values()) collection.isDropped = true;
    this.#end(transaction);
  }

  #end(transaction: Transaction): void {
    this.#transactions.delete(transaction);
    this.closeSnapshot(transaction.view);
  }

  /** Returns a collection that is there for everybody, or for `transaction` alone. */
  find(database: string, name: string, transaction?: Transaction): Collection | undefined {
    const own = transaction?.created.get(`${database}.${name}`);
    return own ?? this.databases.get(database)?.get(name);
  }

  /**
   * Returns a new, empty collection with its _id index; the name must be free.
   *
   * @throws MongoError 112 when another transaction is creating it
   */
  create(
    database: string,
    name: string,
    options: Document = {},
    transaction?: Transaction,
  ): Collection {
    this.#checkNames(database, name);
    const collection = new Collection(this, database, name, options);
    const ids = createCollectionIndex(
      { v: 2, key: { _id: 1 }, name: "_id_" },
      undefined,
      undefined,
    );
    ids.isReady = true;
    collection.addIndex(ids);
    if (transaction) {
      const { namespace } = collection;
      for (const { created } of this.#transactions) {
        if (created.has(namespace)) throw writeConflict();
      }
      transaction.created.set(namespace, collection);
    } else this.#publish(collection);
    const ofId = options.clusteredIndex === undefined ? { idIndex: ids.specification } : {};
    const details = { ...ofId, ...options };
    this.note("create", database, name, { uuid: collection.uuid, details }, transaction);
    return collection;
  }

  /** @throws MongoError 73 or 13297 when there can't be a collection of this name, or a database of this one */
  #checkNames(database: string, name: string): void {
    const namespace = `${database}.${name}`;
    if (Buffer.byteLength(namespace) > maxNamespaceBytes) {
      throw new MongoError(
        "InvalidNamespace",
        `Fully qualified namespace is too long. Namespace: ${namespace} Max: ${maxNamespaceBytes}`,
      );
    }
    if (this.databases.has(database)) return;
    for (const other of this.databases.keys()) {
      if (other.toLowerCase() !== database.toLowerCase()) continue;
      throw new MongoError(
        13297,
        `db already exists with different case already have: [${other}] trying to create [${database}]`,
        { codeName: "DatabaseDifferCase" },
      );
    }
  }

  #publish(collection: Collection): void {
    const { database, name } = collection;
    const collections = this.databases.get(database) ?? new Map<string, Collection>();
    this.databases.set(database, collections.set(name, collection));
  }

  drop(collection: Collection): void {
    const { database, name, uuid } = collection;
    const collections = this.databases.get(database);
    if (collections?.get(name) !== collection) return;
    collections.delete(name);
    if (collections.size === 0) this.databases.delete(database);
    collection.isDropped = true;
    this.note("drop", database, name, { uuid });
  }

  dropDatabase(database: string): void {
    for (const collection of Array.from(this.databases.get(database)?.values() ?? [])) {
      this.drop(collection);
    }
    this.note("dropDatabase", database, "");
  }

  /** Gives `collection` another name; a collection that has it already is gone then. */
  rename(collection: Collection, name: string): void {
    const { database, uuid } = collection;
    this.#checkNames(database, name);
    const collections = this.databases.get(database);
    const dropped = collections?.get(name);
    if (dropped) dropped.isDropped = true;
    collections?.delete(collection.name);
    const details = {
      to: { db: database, coll: name },
      ...(dropped ? { dropTarget: dropped.uuid } : {}),
    };
    this.note("rename", database, collection.name, { uuid, details });
    collection.name = name;
    collections?.set(name, collection);
  }

  /** Logs a change to a collection or database; that of a transaction when it commits. */
  note(
    operation: Change["operation"],
    database: string,
    collection: string,
    facts: Pick<Change, "uuid" | "details" | "stateBefore"> = {},
    transaction?: Transaction,
  ): void {
    const wallTime = Date.now();
    const change = { operation, database, collection, ...facts, bytes: 0, time: 0, wallTime };
    if (transaction) transaction.changes.push(change);
    else this.log.append({ ...change, time: this.tick() });
  }
}
