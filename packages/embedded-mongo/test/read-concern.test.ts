import { MongoClient, Timestamp, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

const levels = ["local", "available", "majority", "linearizable", "snapshot"];

describe("a read concern", () => {
  const acceptedBy = async (command: Document): Promise<string[]> => {
    const accepted: string[] = [];
    for (const level of levels) {
      try {
        await database.db.command({ ...command, readConcern: { level } });
        accepted.push(level);
      } catch (error) {
        expect(error).toMatchObject({ code: 72, codeName: "InvalidOptions" });
      }
    }
    return accepted;
  };
  const withoutLinearizable = levels.filter((level) => level !== "linearizable");

  it.each<[string, Document, string[]]>([
    ["find", { find: "c" }, levels],
    ["aggregate", { aggregate: "c", pipeline: [], cursor: {} }, levels],
    ["distinct", { distinct: "c", key: "a" }, levels],
    ["count", { count: "c" }, levels.slice(0, 4)],
    ["explain", { explain: { find: "c" } }, levels],
    ["$out", { aggregate: "c", pipeline: [{ $out: "d" }], cursor: {} }, withoutLinearizable],
    ["$merge", { aggregate: "c", pipeline: [{ $merge: "d" }], cursor: {} }, withoutLinearizable],
    ["a stream", { aggregate: "c", pipeline: [{ $changeStream: {} }], cursor: {} }, ["majority"]],
    ["$indexStats", { aggregate: "c", pipeline: [{ $indexStats: {} }], cursor: {} }, ["local"]],
    ["insert", { insert: "c", documents: [{}] }, ["local"]],
    ["update", { update: "c", updates: [{ q: {}, u: { $set: { a: 1 } } }] }, ["local"]],
    ["delete", { delete: "c", deletes: [{ q: {}, limit: 1 }] }, ["local"]],
    ["findAndModify", { findAndModify: "c", remove: true }, ["local"]],
    ["create", { create: "c" }, ["local"]],
    ["createIndexes", { createIndexes: "c", indexes: [{ key: { a: 1 }, name: "a" }] }, ["local"]],
    ["listCollections", { listCollections: 1 }, ["local"]],
    ["drop", { drop: "c" }, ["local"]],
  ])("is accepted by %s where it makes sense", async (_, command, accepted) => {
    expect(await acceptedBy(command)).toEqual(accepted);
  });

  it("that is refused is told by its level", async () => {
    const things = database.db.collection("things");

    const ofCommand = await failure(
      database.db.command({ insert: "c", documents: [{}], readConcern: { level: "majority" } }),
    );
    const ofStage = await failure(
      things.aggregate([{ $out: "d" }], { readConcern: { level: "linearizable" } }).toArray(),
    );

    expect([ofCommand.message, ofStage.message]).toEqual([
      'Command insert does not support { readConcern: { level: "majority" } } :: caused by :: read concern not supported',
      "$out cannot be used with a 'linearizable' read concern level",
    ]);
  });

  it("belongs to the first command of a transaction, whatever that is", async () => {
    // A client of its own, as the driver does not know of the transactions that are written out here.
    await using client = new MongoClient(database.uri);
    await using session = client.startSession({ causalConsistency: false });
    const send = (command: Document, txnNumber: bigint) =>
      client
        .db(database.db.databaseName)
        .command({ ...command, txnNumber, autocommit: false }, { session });
    const insert = { insert: "c", documents: [{}], startTransaction: true };
    const readConcern = { level: "snapshot" };

    await send({ ...insert, readConcern }, 1n);
    const second = await failure(send({ find: "c", readConcern }, 1n));
    const third = await send({ find: "c" }, 1n);
    const other = await failure(send({ ...insert, readConcern: { level: "linearizable" } }, 2n));

    expect(third).toMatchObject({ ok: 1 });
    expect([second, other]).toMatchObject([
      { code: 72, message: "Only the first command in a transaction may specify a readConcern" },
      { code: 72, message: expect.stringContaining("'local' (default), 'majority' or 'snapshot'") },
    ]);
  });
});

describe("a snapshot session", () => {
  interface User {
    _id: number;
    age?: number;
  }
  const users = () => database.db.collection<User>("users");

  it("reads everything as it was at its first read, while others see each change", async () => {
    const before = [
      { _id: 1, age: 11 },
      { _id: 2, age: 11 },
    ];
    await users().insertMany(before);
    await using session = database.client.startSession({ snapshot: true });
    const read = async () => ({
      found: await users().find({}, { session, batchSize: 1 }).toArray(),
      ages: await users().distinct("age", {}, { session }),
      count: await users().countDocuments({}, { session }),
    });

    const first = await read();
    await users().updateOne({ _id: 1 }, { $inc: { age: 1 } });
    await users().deleteOne({ _id: 2 });
    await users().insertOne({ _id: 3 });
    const again = await read();

    expect(first).toEqual({ found: before, ages: [11], count: 2 });
    expect(again).toEqual(first);
    expect(await users().find().toArray()).toEqual([{ _id: 1, age: 12 }, { _id: 3 }]);
  });

  it("goes on reading the same in the batches of a cursor", async () => {
    const before = [{ _id: 1 }, { _id: 2 }, { _id: 3 }];
    await users().insertMany(before);
    await using session = database.client.startSession({ snapshot: true });
    const cursor = users().find({}, { session, batchSize: 1 });

    const first = await cursor.next();
    await users().deleteMany({});

    expect([first, ...(await cursor.toArray())]).toEqual(before);
  });

  it("can begin with distinct, and cannot write", async () => {
    await users().insertOne({ _id: 1 });
    await using session = database.client.startSession({ snapshot: true });

    const before = await users().distinct("_id", {}, { session });
    await users().insertOne({ _id: 2 });
    const after = await users().distinct("_id", {}, { session });
    const write = await failure(users().insertOne({ _id: 3 }, { session }));

    expect({ before, after }).toEqual({ before: [1], after: [1] });
    expect(write).toMatchObject({ code: 72, codeName: "InvalidOptions" });
  });

  it("cannot read at a time that nobody has kept, or that is still to come", async () => {
    await users().insertOne({ _id: 1 });
    const { operationTime } = (await database.db.command({ ping: 1 })) as {
      operationTime: Timestamp;
    };
    const readAt = (t: number) => {
      const atClusterTime = new Timestamp({ t, i: 1 });
      const readConcern = { level: "snapshot", atClusterTime };
      return failure(database.db.command({ find: "users", readConcern }));
    };

    const past = await readAt(1);
    const future = await readAt(operationTime.getHighBitsUnsigned() + 3600);

    expect([past.codeName, future.codeName]).toEqual(["SnapshotTooOld", "InvalidOptions"]);
  });
});
