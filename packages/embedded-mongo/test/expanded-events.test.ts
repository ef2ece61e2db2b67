import { Double, UUID, type ChangeStream, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { useDatabase } from "./database.ts";

const database = useDatabase();

const expanded = { showExpandedEvents: true, maxAwaitTimeMS: 20 };

const watch = async (options: object = expanded): Promise<ChangeStream> => {
  const stream = database.db.watch([], options);
  await stream.tryNext();
  return stream;
};

async function take(stream: ChangeStream, count: number): Promise<Document[]> {
  const events: Document[] = [];
  while (events.length < count) events.push(await stream.next());
  return events;
}

/** What an event says, without when. */
function essence({ _id, clusterTime, wallTime, ...rest }: Document): Document {
  return rest;
}

async function uuidOf(name: string): Promise<UUID> {
  const [found] = await database.db.listCollections({ name }).toArray();
  return found && "info" in found ? (found.info?.uuid as UUID) : new UUID();
}

describe("with showExpandedEvents", () => {
  it("a stream tells what happens to collections and indexes, and of which collection", async () => {
    const { db } = database;
    await using stream = await watch();
    const ns = { db: db.databaseName, coll: "items" };

    const items = await db.createCollection("items", { validator: { n: { $gt: 0 } } });
    await items.createIndexes([{ key: { a: 1 } }, { key: { b: 1 }, sparse: true }]);
    await items.insertOne({ _id: 1 as never, n: 1 });
    await items.createIndexes([{ key: { c: 1 } }, { key: { d: 1 } }]);
    await items.dropIndexes();
    const collectionUUID = await uuidOf("items");
    const events = await take(stream, 9);

    const index = (name: string, options = {}) => ({
      v: 2,
      key: { [name]: 1 },
      name: `${name}_1`,
      ...options,
    });
    const indexEvent = (operationType: string, ...indexes: Document[]) => ({
      operationType,
      collectionUUID,
      ns,
      operationDescription: { indexes },
    });
    expect(events.map(essence)).toEqual([
      {
        operationType: "create",
        collectionUUID,
        ns,
        operationDescription: {
          idIndex: { v: 2, key: { _id: 1 }, name: "_id_" },
          validator: { n: { $gt: 0 } },
        },
      },
      indexEvent("createIndexes", index("a")),
      indexEvent("createIndexes", index("b", { sparse: true })),
      {
        operationType: "insert",
        collectionUUID,
        ns,
        documentKey: { _id: 1 },
        fullDocument: { _id: 1, n: 1 },
      },
      indexEvent("createIndexes", index("c"), index("d")),
      indexEvent("dropIndexes", index("a")),
      indexEvent("dropIndexes", index("b", { sparse: true })),
      indexEvent("dropIndexes", index("c")),
      indexEvent("dropIndexes", index("d")),
    ]);
  });

  it("a stream tells what collMod was asked for, and what was before", async () => {
    const { db } = database;
    const items = await db.createCollection("items");
    await items.createIndex({ a: 1 }, { expireAfterSeconds: 60 });
    const uuid = await uuidOf("items");
    await using stream = await watch();

    await db.command({ collMod: "items" });
    await db.command({ collMod: "items", index: { keyPattern: { a: 1 }, hidden: true } });
    await db.command({ collMod: "items", index: { name: "a_1", expireAfterSeconds: 90 } });
    await db.command({ collMod: "items", validator: { n: 1 } });
    await db.command({ collMod: "items", validationLevel: "off" });
    const events = await take(stream, 5);

    const modify = (operationDescription: Document, stateBeforeChange: Document) => ({
      operationType: "modify",
      collectionUUID: uuid,
      ns: { db: db.databaseName, coll: "items" },
      operationDescription,
      stateBeforeChange,
    });
    const collectionOptions = { uuid };
    expect(events.map(essence)).toEqual([
      modify({}, { collectionOptions }),
      modify(
        { index: { name: "a_1", hidden: true } },
        { collectionOptions, indexOptions: { hidden: false } },
      ),
      modify(
        { index: { name: "a_1", expireAfterSeconds: 90 } },
        { collectionOptions, indexOptions: { expireAfterSeconds: 60 } },
      ),
      modify({ validator: { n: 1 } }, { collectionOptions }),
      modify(
        { validationLevel: "off" },
        {
          collectionOptions: {
            uuid,
            validator: { n: 1 },
            validationLevel: "strict",
            validationAction: "error",
          },
        },
      ),
    ]);
  });

  it("a rename tells which collection it has dropped, in one event", async () => {
    const { db } = database;
    await db.createCollection("items");
    await db.createCollection("target");
    const [collectionUUID, dropTarget] = [await uuidOf("items"), await uuidOf("target")];
    await using stream = await watch();
    await using plain = await watch({ maxAwaitTimeMS: 20 });

    await db.collection("items").rename("target", { dropTarget: true });
    await db.collection("target").drop();
    const events = await take(stream, 2);
    const [plainEvent] = await take(plain, 1);

    const ns = { db: db.databaseName, coll: "items" };
    const to = { db: db.databaseName, coll: "target" };
    expect(events.map(essence)).toEqual([
      {
        operationType: "rename",
        collectionUUID,
        ns,
        to,
        operationDescription: { to, dropTarget },
      },
      { operationType: "drop", collectionUUID, ns: to },
    ]);
    expect(essence(plainEvent ?? {})).toEqual({ operationType: "rename", ns, to });
  });

  it("an update tells the parts of the paths that can be read in two ways", async () => {
    const items = database.db.collection<Document & { _id: number }>("items");
    await items.insertMany([
      { _id: 1, a: { "1": 1 } },
      { _id: 2, a: [{ "1": 1 }] },
      { _id: 3, "1": { b: [1, 2] }, c: [{ d: 1 }] },
      { _id: 4, a: { "b.c": { d: [1, 2], e: 1 } } },
    ]);
    await using stream = await watch();
    await using plain = await watch({ maxAwaitTimeMS: 20 });

    await items.updateOne({ _id: 1 }, { $set: { "a.1": 2 } });
    await items.updateOne({ _id: 2 }, { $set: { "a.0.1": 2 } });
    await items.updateOne({ _id: 3 }, { $set: { "1.b.0": 2, "c.0.d": 2 } });
    await items.updateOne({ _id: 4 }, [{ $set: { a: { $literal: { "b.c": { d: [1] } } } } }]);
    const events = await take(stream, 4);
    const [plainEvent] = await take(plain, 1);

    expect(events.map(({ updateDescription }) => updateDescription as Document)).toEqual([
      {
        updatedFields: { "a.1": 2 },
        removedFields: [],
        truncatedArrays: [],
        disambiguatedPaths: { "a.1": ["a", "1"] },
      },
      {
        updatedFields: { "a.0.1": 2 },
        removedFields: [],
        truncatedArrays: [],
        disambiguatedPaths: { "a.0.1": ["a", 0, "1"] },
      },
      {
        updatedFields: { "1.b.0": 2, "c.0.d": 2 },
        removedFields: [],
        truncatedArrays: [],
        disambiguatedPaths: {},
      },
      {
        updatedFields: {},
        removedFields: ["a.b.c.e"],
        truncatedArrays: [{ field: "a.b.c.d", newSize: 1 }],
        disambiguatedPaths: { "a.b.c.e": ["a", "b.c", "e"], "a.b.c.d": ["a", "b.c", "d"] },
      },
    ]);
    expect(plainEvent?.updateDescription).toEqual({
      updatedFields: { "a.1": 2 },
      removedFields: [],
      truncatedArrays: [],
    });
  });
});

it("an update tells what its operators wrote as a whole, and of a pipeline's only what is new", async () => {
  const items = database.db.collection<Document & { _id: number }>("items");
  const home = { city: "Ulm", street: "Am Markt" };
  const start = { _id: 1, home, tags: [1, 2, 3], rows: [{ cells: [1, 2] }] };
  await items.insertOne(start);
  await using stream = await watch({ maxAwaitTimeMS: 20 });
  const updates: (Document | Document[])[] = [
    { $set: { home: { ...home, city: "Bonn" } } },
    [{ $set: { home: { $literal: home } } }],
    { $set: { home } },
    { $push: { tags: 4 } },
    { $push: { tags: { $each: [0], $position: 0 } } },
    { $pull: { tags: 0 } },
    { $addToSet: { tags: 5 } },
    { $pop: { tags: 1 } },
    { $set: { "rows.$[].cells": [1, 3] } },
    { $set: { n: new Double(1) }, $push: { "rows.0.cells": { $each: [4, 5] } } },
  ];

  for (const update of updates) await items.updateOne({ _id: 1 }, update);
  const events = await take(stream, 9);

  const written = events.map(
    ({ updateDescription }) => (updateDescription as { updatedFields: Document }).updatedFields,
  );
  expect(written).toEqual([
    { home: { city: "Bonn", street: "Am Markt" } },
    { "home.city": "Ulm" },
    { "tags.3": 4 },
    { tags: [0, 1, 2, 3, 4] },
    { tags: [1, 2, 3, 4] },
    { tags: [1, 2, 3, 4, 5] },
    { tags: [1, 2, 3, 4] },
    { "rows.0.cells": [1, 3] },
    { n: 1, "rows.0.cells.2": 4, "rows.0.cells.3": 5 },
  ]);
});
