import { Long, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

/** Sends commands that all have to fail; returns their codes by name. */
async function codesOf(commands: Record<string, Document>): Promise<Record<string, unknown>> {
  const codes: Record<string, unknown> = {};
  for (const [name, command] of Object.entries(commands)) {
    codes[name] = (await failure(database.db.command(command))).code;
  }
  return codes;
}

/** Returns the same code for each name. */
function all(commands: Record<string, Document>, code: number): Record<string, number> {
  return Object.fromEntries(Object.keys(commands).map((name) => [name, code]));
}

describe("a command's options", () => {
  it("are refused with code 14 when they are of the wrong type", async () => {
    const things = "things";
    const cursor = { batchSize: "2" };
    const commands = {
      allowDiskUse: { find: things, allowDiskUse: "yes" },
      sort: { find: things, sort: "name" },
      let: { find: things, let: 5 },
      pipelineBatch: { aggregate: things, pipeline: [], cursor },
      listBatch: { listCollections: 1, cursor },
      distinctKey: { distinct: things, key: 5 },
      getMore: { getMore: "5", collection: things },
      killCursors: { killCursors: things, cursors: ["5"] },
      document: { insert: things, documents: [5] },
      writeConcern: { insert: things, documents: [{}], writeConcern: 1 },
      images: { create: things, changeStreamPreAndPostImages: true },
    };

    expect(await codesOf(commands)).toEqual(all(commands, 14));
    expect(await database.db.listCollections().toArray()).toEqual([]);
  });

  it("that are null count as not given", async () => {
    await database.db.collection<{ _id: number }>("things").insertOne({ _id: 1 });

    const found = await database.db.command({
      find: "things",
      filter: null,
      sort: null,
      hint: null,
    });
    const counted = await database.db.command({ count: "things", query: null, limit: null });

    expect(found.cursor).toMatchObject({ firstBatch: [{ _id: 1 }] });
    expect(counted.n).toBe(1);
  });

  it("are refused where a number is below what makes sense, but count takes a negative limit", async () => {
    await database.db.collection("things").insertMany([{}, {}, {}]);
    const cursor = { batchSize: -1 };
    const commands = {
      limit: { find: "things", limit: -1 },
      skip: { count: "things", skip: -1 },
      aggregate: { aggregate: "things", pipeline: [], cursor },
      listCollections: { listCollections: 1, cursor },
      listIndexes: { listIndexes: "things", cursor },
      scale: { dbStats: 1, scale: 0 },
    };

    expect(await codesOf(commands)).toEqual(all(commands, 51024));
    expect((await database.db.command({ count: "things", limit: -2 })).n).toBe(2);
  });

  it("know no cursor but one with batchSize, and no getMore without its collection", async () => {
    const codes = await codesOf({
      cursor: { aggregate: "things", pipeline: [], cursor: { batchsize: 1 } },
      collection: { getMore: Long.fromNumber(5) },
      awaitData: { find: "things", awaitData: true },
      hint: { aggregate: "things", pipeline: [], cursor: {}, foo: 1 },
    });

    expect(codes).toEqual({ cursor: 40415, collection: 40414, awaitData: 9, hint: 40415 });
  });

  it("have a maxTimeMS that is a whole number of milliseconds a timer can hold", async () => {
    const commands = Object.fromEntries(
      ["5", -1, 1.5, 2 ** 31].map((maxTimeMS) => [maxTimeMS, { ping: 1, maxTimeMS }]),
    );

    expect(await codesOf(commands)).toEqual(all(commands, 2));
    expect(await database.db.command({ ping: 1, maxTimeMS: 2 ** 31 - 1 })).toMatchObject({ ok: 1 });
  });
});

describe("a statement of a write command", () => {
  it("with a misspelled, missing or mistyped field fails the command, and nothing is written", async () => {
    const things = database.db.collection<{ _id: number; a: number }>("things");
    await things.insertOne({ _id: 1, a: 1 });
    const u = { $set: { a: 2 } };
    const codes = await codesOf({
      misspelled: { update: "things", updates: [{ q: {}, u, upserts: true }] },
      missing: { update: "things", updates: [{ q: {} }] },
      noFilter: { update: "things", updates: [{ q: 5, u }] },
      multi: { update: "things", updates: [{ q: {}, u, multi: "yes" }] },
      arrayFilters: { update: "things", updates: [{ q: {}, u, arrayFilters: 5 }] },
      noStatement: { update: "things", updates: [5] },
      second: {
        update: "things",
        updates: [
          { q: {}, u },
          { q: {}, u, foo: 1 },
        ],
      },
      deleteMisspelled: { delete: "things", deletes: [{ q: {}, limit: 1, foo: 1 }] },
      deleteNoFilter: { delete: "things", deletes: [{ q: 5, limit: 1 }] },
      deleteNoLimit: { delete: "things", deletes: [{ q: {} }] },
      deleteLimit: { delete: "things", deletes: [{ q: {}, limit: 5 }] },
      none: { insert: "others", documents: [] },
    });

    expect(codes).toEqual({
      misspelled: 40415,
      missing: 40414,
      noFilter: 14,
      multi: 14,
      arrayFilters: 14,
      noStatement: 14,
      second: 40415,
      deleteMisspelled: 40415,
      deleteNoFilter: 14,
      deleteNoLimit: 40414,
      deleteLimit: 9,
      none: 16,
    });
    expect(await things.find().toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect(await database.db.listCollections({ name: "others" }).toArray()).toEqual([]);
  });

  it("of a bulkWrite is looked at in the same way", async () => {
    const admin = database.client.db("admin");
    const nsInfo = [{ ns: `${database.db.databaseName}.things` }];
    const codes: unknown[] = [];
    for (const op of [
      { update: 0, filter: {}, updateMods: { $set: { a: 1 } }, upserts: true },
      { update: 0, filter: {} },
      { delete: 0, filter: 5 },
      { insert: 0, document: 5 },
      { replace: 0, document: {} },
    ]) {
      const sent = admin.command({ bulkWrite: 1, ops: [{ insert: 0, document: {} }, op], nsInfo });
      codes.push((await failure(sent)).code);
    }

    expect(codes).toEqual([40415, 40414, 14, 14, 2]);
    expect(await database.db.listCollections().toArray()).toEqual([]);
  });
});

describe("explain", () => {
  it("is what an aggregate with that option answers, and its pipeline does not run", async () => {
    await database.db.collection("things").insertOne({ a: 1 });

    const explained = await database.db.command({
      aggregate: "things",
      pipeline: [{ $match: { a: 1 } }, { $out: "others" }],
      explain: true,
    });

    const names = database.db.listCollections().map(({ name }) => name);
    expect(JSON.stringify(explained)).toContain('"COLLSCAN"');
    expect(await names.toArray()).toEqual(["things"]);
  });

  it("checks the command inside as if it were sent by itself", async () => {
    const u = { $set: { a: 1 } };
    const codes = await codesOf({
      misspelled: { explain: { find: "things", limits: 5 } },
      mistyped: { explain: { count: "things", query: 5 } },
      two: { explain: { update: "things", updates: [1, 2].map((a) => ({ q: { a }, u })) } },
      noUpdate: { explain: { update: "things", updates: [{ q: {}, u: { $foo: { a: 1 } } }] } },
      noName: { explain: { count: "" } },
    });

    expect(codes).toEqual({ misspelled: 40415, mistyped: 14, two: 16, noUpdate: 9, noName: 73 });
  });
});

describe("the name of a new collection or database", () => {
  it("can't be one of the system, too long, or another's in different case", async () => {
    const { db, client } = database;
    await db.createCollection("things");
    const from = `${db.databaseName}.things`;
    const to = (name: string): Document => ({
      renameCollection: from,
      to: `${db.databaseName}.${name}`,
    });
    const codes: Record<string, unknown> = await codesOf({
      system: { create: "system.things" },
      long: { create: "x".repeat(250) },
      insert: { insert: "x".repeat(250), documents: [{}] },
    });
    const admin = client.db("admin");
    for (const name of ["a$b", "", "system.things", "x".repeat(250)]) {
      codes[`to ${name.slice(0, 9)}`] = (await failure(admin.command(to(name)))).code;
    }
    const other = client.db(db.databaseName.toUpperCase()).collection("things");

    expect(codes).toEqual(Object.fromEntries(Object.keys(codes).map((name) => [name, 73])));
    expect(await failure(other.insertOne({}))).toMatchObject({ code: 13297 });
    expect(
      await db
        .listCollections()
        .map(({ name }) => name)
        .toArray(),
    ).toEqual(["things"]);
  });
});

it("create refuses options without the one that they belong to", async () => {
  const commands = {
    size: { create: "things", size: 5 },
    max: { create: "things", max: 5 },
    pipeline: { create: "things", pipeline: [] },
    expireAfterSeconds: { create: "things", expireAfterSeconds: 5 },
    autoIndexId: { create: "things", autoIndexId: false },
  };

  expect(await codesOf(commands)).toEqual(all(commands, 72));
});

it("distinct counts the elements of an array, and an empty array among them", async () => {
  await database.db.collection("things").insertMany([{ a: [] }, { a: [1, [], [2, 3]] }, { b: 1 }]);

  expect(await database.db.collection("things").distinct("a")).toEqual([1, [], [2, 3]]);
});

it("dbStats and collStats divide the sizes by a scale", async () => {
  const { db } = database;
  await db.collection("things").insertOne({ text: "x".repeat(10_000) });
  const bytes = Number((await db.command({ collStats: "things" })).size);

  const ofCollection = await db.command({ collStats: "things", scale: 1000 });
  const ofDatabase = await db.command({ dbStats: 1, scale: 1000 });

  expect(ofCollection).toMatchObject({ size: Math.trunc(bytes / 1000), scaleFactor: 1000 });
  expect(ofDatabase).toMatchObject({ dataSize: bytes / 1000, scaleFactor: 1000 });
});
