import { MongoClient, type Collection, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

interface Entry {
  _id: number;
  kind?: string;
}

async function capped(options: Document): Promise<Collection<Entry>> {
  return database.db.createCollection<Entry>("log", { capped: true, ...options });
}

const ids = async (collection: Collection<Entry>): Promise<number[]> =>
  (await collection.find().toArray()).map(({ _id }) => _id);

describe("a capped collection", () => {
  it("keeps the newest documents, by number", async () => {
    const log = await capped({ size: 100_000, max: 3 });

    await log.insertMany([1, 2, 3, 4, 5].map((_id) => ({ _id })));

    expect(await ids(log)).toEqual([3, 4, 5]);
    expect(await log.countDocuments()).toBe(3);
    expect(await log.findOne({ _id: 2 })).toBeNull();
  });

  it("keeps the newest documents, by size, also when one of them grows", async () => {
    const log = await capped({ size: 1000 });
    const fill = "x".repeat(240);

    await log.insertMany([1, 2, 3, 4].map((_id) => ({ _id, kind: fill })));
    const before = await ids(log);
    await log.updateOne({ _id: 4 }, { $set: { kind: fill + fill } });
    await log.insertOne({ _id: 5 });

    expect({ before, after: await ids(log) }).toEqual({ before: [2, 3, 4], after: [3, 4, 5] });
  });

  it("is told by listCollections and collStats", async () => {
    const log = await capped({ size: 4096, max: 10 });

    expect(await log.isCapped()).toBe(true);
    expect(await log.options()).toEqual({ capped: true, size: 4096, max: 10 });
    expect(await database.db.command({ collStats: "log" })).toMatchObject({
      capped: true,
      max: 10,
      maxSize: 4096,
    });
  });

  it("needs a size, takes no document above it, and no write of a transaction", async () => {
    const log = await capped({ size: 100 });
    await log.insertOne({ _id: 1 });
    const inTransaction = async (run: (session: Document) => Promise<unknown>) => {
      await using session = database.client.startSession();
      session.startTransaction();
      return await failure(run({ session }));
    };

    expect(await failure(database.db.createCollection("other", { capped: true }))).toEqual({
      name: "MongoServerError",
      code: 72,
      codeName: "InvalidOptions",
      message: "the 'size' field is required when 'capped' is true",
    });
    expect(await failure(log.insertOne({ _id: 2, kind: "x".repeat(100) }))).toMatchObject({
      code: 2,
      message: "object to insert exceeds cappedMaxSize",
    });
    expect(await inTransaction((options) => log.insertOne({ _id: 3 }, options))).toMatchObject({
      code: 263,
      message: `Collection '${log.namespace}' is a capped collection. Writes in transactions are not allowed on capped collections.`,
    });
    const deletion = { delete: "log", deletes: [{ q: { _id: 1 }, limit: 1 }] };
    await using session = database.client.startSession();
    session.startTransaction();
    const { writeErrors } = await database.db.command(deletion, { session });
    expect(writeErrors).toMatchObject([
      {
        code: 20,
        errmsg: `Cannot remove from a capped collection in a multi-document transaction: ${log.namespace}`,
      },
    ]);
    expect(await failure(log.aggregate([{ $out: "log" }]).toArray())).toMatchObject({
      code: 17152,
      message: `namespace '${log.namespace}' is capped so it can't be used for $out`,
    });
    expect(await ids(log)).toEqual([1]);
  });
});

describe("a tailable cursor", () => {
  it("that awaits data gets each document when it is stored, and those only that match", async () => {
    const log = await capped({ size: 100_000 });
    await log.insertOne({ _id: 1, kind: "a" });
    await using cursor = log.find({ kind: "a" }, { tailable: true, awaitData: true });

    const first = await cursor.next();
    const second = cursor.next();
    await log.insertOne({ _id: 2, kind: "b" });
    await log.insertOne({ _id: 3, kind: "a" });

    expect([first?._id, (await second)?._id]).toEqual([1, 3]);
  });

  it("is not answered because of what others write: its getMore waits on", async () => {
    const log = await capped({ size: 100_000 });
    await log.insertOne({ _id: 1 });
    const commands: string[] = [];
    await using watching = new MongoClient(database.uri, { monitorCommands: true });
    watching.on("commandStarted", ({ commandName }) => commands.push(commandName));
    const tailed = watching.db(database.db.databaseName).collection<Entry>("log");
    const options = { tailable: true, awaitData: true, maxAwaitTimeMS: 600_000 };
    await using cursor = tailed.find({}, options);
    await cursor.next();

    const second = cursor.next();
    for (let _id = 0; _id < 20; _id += 1) {
      await database.db.collection<Entry>("other").insertOne({ _id });
    }
    await log.insertOne({ _id: 2 });
    const found = await second;

    expect(found).toEqual({ _id: 2 });
    expect(commands.filter((name) => name === "getMore")).toEqual(["getMore"]);
  });

  it("that does not await data answers at once with nothing", async () => {
    const log = await capped({ size: 100_000 });
    await log.insertOne({ _id: 1 });
    await using cursor = log.find({}, { tailable: true });

    const found = [await cursor.tryNext(), await cursor.tryNext()];
    await log.insertOne({ _id: 2 });
    found.push(await cursor.tryNext());

    expect(found).toEqual([{ _id: 1 }, null, { _id: 2 }]);
  });

  it("ends at once where the collection is empty, or not there", async () => {
    const log = await capped({ size: 100_000 });

    const all = await Promise.all([
      log.find({}, { tailable: true, awaitData: true }).toArray(),
      database.db.collection("missing").find({}, { tailable: true, awaitData: true }).toArray(),
    ]);

    expect(all).toEqual([[], []]);
  });

  it("fails when it has fallen so far behind that its place is gone", async () => {
    const log = await capped({ size: 100_000, max: 3 });
    await log.insertOne({ _id: 1 });
    await using cursor = log.find({}, { tailable: true, awaitData: true });
    await cursor.next();

    await log.insertMany([2, 3, 4].map((_id) => ({ _id })));

    expect(await failure(cursor.next())).toMatchObject({
      code: 136,
      codeName: "CappedPositionLost",
      message: expect.stringContaining(
        "CollectionScan died due to position in capped collection being deleted.",
      ) as string,
    });
  });

  it("goes on after a document that was deleted behind its place, and after an insert that failed", async () => {
    const log = await capped({ size: 100_000 });
    await log.insertMany([{ _id: 1 }, { _id: 2 }]);
    await using cursor = log.find({}, { tailable: true });
    const found = [await cursor.tryNext(), await cursor.tryNext(), await cursor.tryNext()];

    await log.insertOne({ _id: 3 });
    await log.deleteOne({ _id: 3 });
    await failure(log.insertOne({ _id: 2 }));
    found.push(await cursor.tryNext());
    await log.insertOne({ _id: 4 });
    found.push(await cursor.tryNext());

    expect(found).toEqual([{ _id: 1 }, { _id: 2 }, null, null, { _id: 4 }]);
  });

  it("is for capped collections, in the order of insertion", async () => {
    const log = await capped({ size: 100_000 });
    await log.insertOne({ _id: 1 });
    await database.db.collection("plain").insertOne({});
    const tail = (name: string, options: Document) =>
      failure(database.db.command({ find: name, tailable: true, ...options }));

    expect(await tail("plain", {})).toMatchObject({
      code: 2,
      message: expect.stringContaining(
        "tailable cursor requested on non capped collection",
      ) as string,
    });
    expect(await tail("log", { sort: { _id: 1 } })).toMatchObject({
      code: 2,
      message: "cannot use tailable option with a sort other than {$natural: 1}",
    });
    expect(await tail("log", { tailable: false, awaitData: true })).toMatchObject({
      code: 9,
      message: "Cannot set 'awaitData' without also setting 'tailable'",
    });
  });
});
