import type { ClientSession, MongoServerError } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

type Write = (options: { session: ClientSession }) => Promise<unknown>;

/** What anybody else is told of the test's database. */
async function seenFromOutside() {
  const { client, db } = database;
  const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  const orders = db.collection("orders");
  const indexes = await orders
    .listIndexes()
    .toArray()
    .catch(({ code }: MongoServerError) => code);
  return {
    isListed: databases.some(({ name }) => name === db.databaseName),
    collections: collections.map(({ name }) => name),
    indexes: Array.isArray(indexes) ? indexes.map(({ name }) => name as string) : indexes,
    documents: await orders.countDocuments(),
  };
}

describe("a collection that a transaction creates", () => {
  const orders = () => database.db.collection("orders");
  const ways: [string, Write, string[], number][] = [
    ["create", (options) => database.db.createCollection("orders", options), ["_id_"], 0],
    ["an insert", (options) => orders().insertOne({ n: 1 }, options), ["_id_"], 1],
    [
      "an upsert",
      (options) => orders().updateOne({}, { $set: { n: 1 } }, { upsert: true, ...options }),
      ["_id_"],
      1,
    ],
    ["createIndexes", (options) => orders().createIndex({ n: 1 }, options), ["_id_", "n_1"], 0],
  ];

  it.each(ways)(
    "by %s is there for others at the commit, and never when it is aborted",
    async (_, write, indexes, documents) => {
      const nothing = { isListed: false, collections: [], indexes: 26, documents: 0 };
      await using session = database.client.startSession();

      session.startTransaction();
      await write({ session });
      const before = await seenFromOutside();
      await session.abortTransaction();
      const aborted = await seenFromOutside();
      session.startTransaction();
      await write({ session });
      await session.commitTransaction();

      expect({ before, aborted, committed: await seenFromOutside() }).toEqual({
        before: nothing,
        aborted: nothing,
        committed: { isListed: true, collections: ["orders"], indexes, documents },
      });
    },
  );

  it("is there for the transaction itself, with indexes while it is empty", async () => {
    const users = database.db.collection<{ _id: number; age?: number }>("users");
    await using session = database.client.startSession();
    const options = { session };
    session.startTransaction();

    await database.db.createCollection("users", options);
    await users.createIndex({ age: 1 }, { unique: true, ...options });
    await users.insertOne({ _id: 1, age: 7 }, options);
    await users.updateOne({ _id: 1 }, { $inc: { age: 1 } }, options);
    const found = await users.find({ age: 8 }, options).toArray();
    const values = await users.distinct("age", {}, options);
    const join = { from: "users", localField: "_id", foreignField: "_id", as: "same" };
    const joined = await users.aggregate([{ $lookup: join }], options).toArray();
    const removed = await users.findOneAndDelete({ age: 8 }, options);
    const again = await failure(database.db.createCollection("users", { validator: {}, session }));

    expect({ found, values, joined, removed, again }).toEqual({
      found: [{ _id: 1, age: 8 }],
      values: [8],
      joined: [{ _id: 1, age: 8, same: [{ _id: 1, age: 8 }] }],
      removed: { _id: 1, age: 8 },
      again: expect.objectContaining({ code: 48, codeName: "NamespaceExists" }),
    });
    await session.abortTransaction();
  });

  it("is told to change streams at the commit, before its documents", async () => {
    await using stream = database.db.watch([], { showExpandedEvents: true, maxAwaitTimeMS: 10 });
    await stream.tryNext();
    await using session = database.client.startSession();
    session.startTransaction();

    await orders().createIndex({ n: 1 }, { session });
    await orders().insertOne({ n: 1 }, { session });
    const early = await stream.tryNext();
    await session.commitTransaction();
    const types: string[] = [];
    while (types.length < 3) types.push((await stream.next()).operationType);

    expect({ early, types }).toEqual({ early: null, types: ["create", "createIndexes", "insert"] });
  });

  it("can be created by one transaction at a time", async () => {
    await using first = database.client.startSession();
    await using second = database.client.startSession();
    first.startTransaction();
    await database.db.createCollection("orders", { session: first });

    second.startTransaction();
    const conflict: unknown = await orders()
      .insertOne({ n: 1 }, { session: second })
      .catch((error: unknown) => error);
    await second.abortTransaction();
    await first.commitTransaction();

    expect(conflict).toMatchObject({ code: 112, codeName: "WriteConflict" });
    expect((conflict as MongoServerError).errorLabels).toEqual(["TransientTransactionError"]);
    expect(await seenFromOutside()).toMatchObject({ collections: ["orders"], documents: 0 });
  });

  it("is lost to whoever creates it outside: the commit fails, and the transaction can be run again", async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    await orders().insertOne({ n: 1 }, { session });

    await orders().insertOne({ n: 2 });
    const conflict: unknown = await session.commitTransaction().catch((error: unknown) => error);
    const left = await orders().distinct("n");
    await session.withTransaction(() => orders().insertOne({ n: 1 }, { session }));

    expect(conflict).toMatchObject({ code: 112, codeName: "WriteConflict" });
    expect((conflict as MongoServerError).errorLabels).toEqual(["TransientTransactionError"]);
    expect({ left, now: await orders().distinct("n") }).toEqual({ left: [2], now: [2, 1] });
  });

  it("is the only one to which it can give indexes, unless they are there already", async () => {
    const refusal = async (write: Write) => {
      await using session = database.client.startSession();
      session.startTransaction();
      const { code, message } = await failure(write({ session }));
      await session.abortTransaction();
      return { code, message };
    };
    await orders().createIndex({ n: 1 });
    await using session = database.client.startSession();

    const existing = await refusal((options) => orders().createIndex({ m: 1 }, options));
    const filled = await refusal(async (options) => {
      const items = database.db.collection("items");
      await items.insertOne({}, options);
      await items.createIndex({ m: 1 }, options);
    });
    const same = await session.withTransaction(() => orders().createIndex({ n: 1 }, { session }));

    const { databaseName } = database.db;
    expect({ existing, filled, same }).toEqual({
      existing: {
        code: 263,
        message: `Cannot create new indexes on existing collection ${databaseName}.orders in a multi-document transaction.`,
      },
      filled: {
        code: 263,
        message: `Cannot create new indexes on non-empty collection ${databaseName}.items in a multi-document transaction.`,
      },
      same: "n_1",
    });
  });
});
