import { MongoBulkWriteError, MongoClientBulkWriteError, MongoServerError } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

interface Counter {
  _id: number;
  n?: number;
  name?: string;
}

describe("inserting", () => {
  it("goes on behind a duplicate key when it is unordered, and stops there when it is ordered", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.insertOne({ _id: 2 });

    const ordered = await counters
      .insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
      .catch((error: unknown) => error);
    const afterOrdered = await counters.find().sort({ _id: 1 }).toArray();
    const unordered = await counters
      .insertMany([{ _id: 4 }, { _id: 2 }, { _id: 5 }], { ordered: false })
      .catch((error: unknown) => error);
    const afterUnordered = await counters.find().sort({ _id: 1 }).toArray();

    expect(ordered).toBeInstanceOf(MongoBulkWriteError);
    expect(afterOrdered).toEqual([{ _id: 1 }, { _id: 2 }]);
    expect((unordered as MongoBulkWriteError).code).toBe(11000);
    expect((unordered as MongoBulkWriteError).insertedCount).toBe(2);
    expect(afterUnordered).toEqual([{ _id: 1 }, { _id: 2 }, { _id: 4 }, { _id: 5 }]);
  });

  it("names the key, its value and the index of a duplicate", async () => {
    const users = database.db.collection("users");
    await users.createIndex({ email: 1, team: -1 }, { unique: true });
    await users.insertOne({ email: "ann@example.com", team: 3 });

    const error = await users
      .insertOne({ email: "ann@example.com", team: 3 })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(MongoServerError);
    const { code, message, keyPattern, keyValue } = error as MongoServerError;
    expect({ code, message, keyPattern, keyValue }).toEqual({
      code: 11000,
      message: `E11000 duplicate key error collection: ${users.namespace} index: email_1_team_-1 dup key: { email: "ann@example.com", team: 3 }`,
      keyPattern: { email: 1, team: -1 },
      keyValue: { email: "ann@example.com", team: 3 },
    });
  });

  it("refuses an array as _id", async () => {
    const things = database.db.collection<{ _id: number[] }>("things");

    expect(await failure(things.insertOne({ _id: [1] }))).toMatchObject({
      code: 53,
      message: "The '_id' value cannot be of type array",
    });
  });

  it("takes a document of 16 MB and refuses one that is larger", async () => {
    const files = database.db.collection<{ _id: number; text: string }>("files");
    await files.insertOne({ _id: 1, text: "x".repeat(16 * 1024 * 1024 - 40) });

    const grown = failure(files.updateOne({ _id: 1 }, { $set: { more: "y".repeat(100) } }));

    expect(await grown).toMatchObject({ code: 17419 });
    expect((await files.findOne({ _id: 1 }))?.text.length).toBe(16 * 1024 * 1024 - 40);
  });
});

describe("updating and deleting", () => {
  it("counts what matched, what was modified and what was inserted", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 5 },
    ]);

    const many = await counters.updateMany({}, { $max: { n: 3 } });
    const upserted = await counters.updateOne(
      { _id: 9, name: "new" },
      { $inc: { n: 2 }, $setOnInsert: { "born.year": 2026 } },
      { upsert: true },
    );
    const replaced = await counters.replaceOne({ _id: 1 }, { name: "one" });

    expect(many).toEqual({
      acknowledged: true,
      matchedCount: 2,
      modifiedCount: 1,
      upsertedCount: 0,
      upsertedId: null,
    });
    expect(upserted).toEqual({
      acknowledged: true,
      matchedCount: 0,
      modifiedCount: 0,
      upsertedCount: 1,
      upsertedId: 9,
    });
    expect(replaced).toEqual({
      acknowledged: true,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 0,
      upsertedId: null,
    });
    expect(await counters.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, name: "one" },
      { _id: 2, n: 5 },
      { _id: 9, name: "new", born: { year: 2026 }, n: 2 },
    ]);
  });

  it("returns the document before or after it was changed", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);

    const before = await counters.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 } });
    const after = await counters.findOneAndUpdate(
      { _id: 1 },
      { $inc: { n: 10 } },
      { returnDocument: "after", projection: { n: 1, _id: 0 } },
    );
    const inserted = await counters.findOneAndReplace(
      { _id: 3 },
      { n: 3 },
      { upsert: true, returnDocument: "after" },
    );
    const deleted = await counters.findOneAndDelete({ n: { $gt: 3 } }, { sort: { _id: 1 } });
    const none = await counters.findOneAndDelete({ _id: 99 });

    expect({ before, after, inserted, deleted, none }).toEqual({
      before: { _id: 2, n: 2 },
      after: { n: 11 },
      inserted: { _id: 3, n: 3 },
      deleted: { _id: 1, n: 11 },
      none: null,
    });
  });

  it("never changes an _id", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.insertOne({ _id: 1 });

    const [set, replaced] = await Promise.all([
      failure(counters.updateOne({ _id: 1 }, { $set: { _id: 2 } })),
      failure(counters.replaceOne({ _id: 1 }, { _id: 2 } as Counter)),
    ]);

    expect(set).toMatchObject({
      code: 66,
      message: "Performing an update on the path '_id' would modify the immutable field '_id'",
    });
    expect(replaced).toMatchObject({
      code: 66,
      message:
        "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    });
    expect(await counters.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it("refuses a replacement with operators, a sort of many and constants that are none", async () => {
    const { db } = database;
    const counters = db.collection<Counter>("counters");
    await counters.insertOne({ _id: 1 });
    const prefixed = { n: 1, $set: { n: 2 } };
    const undefinedVariable = { $expr: { $eq: ["$_id", "$$nobody"] } };
    const update = (statement: object) => async () => {
      const { writeErrors } = await db.command({ update: "counters", updates: [statement] });
      return (writeErrors as { code: number }[] | undefined)?.[0]?.code;
    };
    const command = (fields: object) => async () => (await failure(db.command(fields))).code;

    const codes = {
      replaced: await update({ q: {}, u: prefixed })(),
      upserted: await update({ q: { _id: 2 }, u: prefixed, upsert: true })(),
      sorted: await update({ q: {}, u: { $set: { n: 1 } }, multi: true, sort: { n: 1 } })(),
      found: await command({ findAndModify: "counters", query: {}, update: prefixed })(),
      undefined: await command({ find: "counters", filter: undefinedVariable })(),
      constant: await command({ find: "counters", let: { Name: 1 } })(),
    };

    expect(codes).toEqual({
      replaced: 52,
      upserted: 52,
      sorted: 9,
      found: 52,
      undefined: 17276,
      constant: 9,
    });
    expect(await counters.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it("tells of a write concern that can't be met beside what a command fails with", async () => {
    const { db } = database;
    await db.collection<Counter>("counters").insertOne({ _id: 1 });
    const replace = { findAndModify: "counters", query: { _id: 1 }, update: { _id: 2 } };

    const error: unknown = await db
      .command({ ...replace, writeConcern: { w: 5 } })
      .catch((each: unknown) => each);
    const without: unknown = await db.command(replace).catch((each: unknown) => each);

    expect(error).toMatchObject({
      code: 66,
      errorResponse: { writeConcernError: { code: 100, codeName: "UnsatisfiableWriteConcern" } },
    });
    expect(without).toMatchObject({ code: 66 });
    expect(without).not.toHaveProperty("errorResponse.writeConcernError");
  });

  it("updates each document once, though the update moves it ahead in the index it is found by", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.createIndex({ n: 1 });
    await counters.insertMany(
      Array.from({ length: 1000 }, (_, index) => ({ _id: index, n: index })),
    );

    const { modifiedCount } = await counters.updateMany({ n: { $gte: 0 } }, { $inc: { n: 500 } });

    const [sum] = await counters
      .aggregate([{ $group: { _id: null, n: { $sum: "$n" } } }])
      .toArray();
    expect(modifiedCount).toBe(1000);
    expect(sum).toEqual({ _id: null, n: 499_500 + 500_000 });
  });
});

describe("bulk writes", () => {
  it("reports each kind of write of a collection's bulkWrite", async () => {
    const counters = database.db.collection<Counter>("counters");
    await counters.insertMany([{ _id: 1 }, { _id: 2 }]);

    const result = await counters.bulkWrite([
      { insertOne: { document: { _id: 3 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { n: 1 } } } },
      { updateMany: { filter: { _id: { $lt: 3 } }, update: { $set: { n: 1 } } } },
      { replaceOne: { filter: { _id: 8 }, replacement: { n: 8 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);

    const { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedIds } = result;
    expect({ insertedCount, matchedCount, modifiedCount, deletedCount, upsertedIds }).toEqual({
      insertedCount: 1,
      matchedCount: 3,
      modifiedCount: 2,
      deletedCount: 1,
      upsertedIds: { 3: 8 },
    });
  });

  it("writes to several collections in one bulkWrite of the client", async () => {
    const { client, db } = database;
    const a = `${db.databaseName}.a`;
    const b = `${db.databaseName}.b`;

    const result = await client.bulkWrite<Record<string, Counter>>(
      [
        { name: "insertOne", namespace: a, document: { _id: 1 } },
        { name: "insertOne", namespace: b, document: { _id: 1 } },
        { name: "updateOne", namespace: b, filter: { _id: 1 }, update: { $set: { n: 1 } } },
        {
          name: "updateOne",
          namespace: b,
          filter: { _id: 7 },
          update: { $set: { n: 1 } },
          upsert: true,
        },
        { name: "deleteMany", namespace: a, filter: {} },
      ],
      { verboseResults: true },
    );
    const failed = await client
      .bulkWrite<Record<string, Counter>>(
        [
          { name: "insertOne", namespace: b, document: { _id: 1 } },
          { name: "insertOne", namespace: b, document: { _id: 2 } },
        ],
        { ordered: false },
      )
      .catch((error: unknown) => error);

    const { insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount } = result;
    expect({ insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount }).toEqual({
      insertedCount: 2,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(result.updateResults?.get(3)).toMatchObject({ upsertedId: 7 });
    expect(failed).toBeInstanceOf(MongoClientBulkWriteError);
    const { writeErrors } = failed as MongoClientBulkWriteError;
    expect([...writeErrors].map(([index, { code }]) => [index, code])).toEqual([[0, 11000]]);
    expect(await db.collection("b").countDocuments()).toBe(3);
    const nowhere = { bulkWrite: 1, ops: [], nsInfo: [{ ns: `${db.databaseName}.` }] };
    expect(await failure(client.db("admin").command(nowhere))).toMatchObject({ code: 73 });
  });
});

describe("validation", () => {
  it("refuses a document that does not fit the schema, unless asked to look away", async () => {
    const { db } = database;
    const users = await db.createCollection("users", {
      validator: {
        $jsonSchema: {
          required: ["name"],
          additionalProperties: false,
          properties: {
            _id: {},
            name: { bsonType: "string", minLength: 2 },
            age: { bsonType: "int", minimum: 0, exclusiveMaximum: false, maximum: 150 },
            tags: { bsonType: "array", uniqueItems: true, items: { enum: ["a", "b"] } },
          },
        },
      },
    });

    await users.insertOne({ name: "Ann", age: 30, tags: ["a", "b"] });
    const bad = [
      { age: 3 },
      { name: "x" },
      { name: "Bob", age: 3.5 },
      { name: "Bob", tags: ["a", "a"] },
      { name: "Bob", more: 1 },
    ];
    const errors = await Promise.all(bad.map((user) => failure(users.insertOne(user))));
    const update = await failure(users.updateOne({}, { $set: { age: -1 } }));
    await users.insertOne({ anything: 1 }, { bypassDocumentValidation: true });

    expect(errors.map(({ code }) => code)).toEqual([121, 121, 121, 121, 121]);
    expect(update).toMatchObject({ code: 121, message: "Document failed validation" });
    expect(await users.countDocuments()).toBe(2);
  });

  it.each([
    ["a time-series collection", { create: "c", timeseries: { timeField: "t" } }],
    ["a view", { create: "c", viewOn: "d", pipeline: [] }],
  ])("refuses %s by name, and says what to do", async (feature, command) => {
    expect(await failure(database.db.command(command))).toEqual({
      name: "MongoServerError",
      code: 115,
      codeName: "CommandNotSupported",
      message: `${feature} is not supported by the embedded server: run with --mongo docker`,
    });
  });
});
