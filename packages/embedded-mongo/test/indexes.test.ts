import type { Document, Filter, IndexSpecification, Sort } from "mongodb";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

interface Item {
  _id: number;
  a: number;
  b: number;
  text: string;
  tags: (number | string)[];
  parts: { k: number }[];
  maybe?: number | null;
}

/** Documents whose fields have 50, 7 and 13 different values, arrays among them. */
function createItems(count: number): Item[] {
  return Array.from({ length: count }, (_, _id) => ({
    _id,
    a: _id % 50,
    b: _id % 7,
    text: `text ${_id % 13}`,
    tags: [_id % 5, `x${_id % 3}`],
    parts: [{ k: _id % 11 }, { k: _id % 4 }],
    ...(_id % 3 === 0 ? { maybe: _id % 2 === 0 ? _id : null } : {}),
  }));
}

/** The stages of a plan from the outside in. */
function stagesOf(plan: Document): string[] {
  const inner = (plan.inputStage ?? (plan.inputStages as Document[] | undefined)?.[0]) as
    Document | undefined;
  return [plan.stage as string, ...(inner ? stagesOf(inner) : [])];
}

async function explain(filter: Filter<Item>, sort?: Sort, limit = 0): Promise<Document> {
  const cursor = database.db
    .collection<Item>("items")
    .find(filter, { limit, ...(sort ? { sort } : {}) });
  const { queryPlanner, executionStats } = await cursor.explain("executionStats");
  const { nReturned, totalKeysExamined, totalDocsExamined } = executionStats as Document;
  return {
    stages: stagesOf((queryPlanner as { winningPlan: Document }).winningPlan),
    nReturned,
    keys: totalKeysExamined,
    docs: totalDocsExamined,
  };
}

describe("queries that an index can serve", () => {
  const indexes: IndexSpecification[] = [
    { a: 1, b: -1 },
    { tags: 1 },
    { "parts.k": 1 },
    { text: 1 },
    { maybe: 1 },
  ];
  const filters: Filter<Item>[] = [
    {},
    { a: 5 },
    { a: 5, b: 3 },
    { a: { $gt: 10, $lte: 12 } },
    { a: { $in: [3, 9, 3] }, b: { $gt: 2 } },
    { a: { $gte: 49 }, b: { $lt: 3 } },
    { tags: 3 },
    { tags: { $gt: 1, $lt: 3 } },
    { tags: { $all: [1, "x1"] } },
    { tags: /^x1/ },
    { "parts.k": 10 },
    { "parts.k": { $gte: 9, $lt: 3 } },
    { parts: { $elemMatch: { k: { $gt: 2, $lt: 4 } } } },
    { text: /^text 1/ },
    { text: { $gt: "text 5" } },
    { text: { $ne: "text 5" } },
    { maybe: null },
    { maybe: { $exists: true } },
    { maybe: { $gte: 200 } },
    { $or: [{ a: 1 }, { tags: 2 }, { a: 1, b: 1 }] },
    { $and: [{ a: { $gt: 3 } }, { a: { $lt: 5 } }] },
    { _id: { $in: [1, 5, 99_999] } },
    { a: { $not: { $gt: 2 } } },
  ];
  const sorts: Sort[] = [
    { _id: 1 },
    { a: 1, b: -1, _id: 1 },
    { a: -1, b: 1, _id: 1 },
    { a: 1, b: 1, _id: -1 },
    { text: -1, _id: 1 },
  ];

  it("find the same documents in the same order as without", async () => {
    const items = database.db.collection<Item>("items");
    // Each a with each b.
    await items.insertMany(createItems(350));
    const ask = async (): Promise<number[][]> => {
      const answers: number[][] = [];
      for (const filter of filters) {
        for (const sort of sorts) {
          answers.push(
            (await items.find(filter, { sort, projection: { _id: 1 } }).toArray()).map(
              ({ _id }) => _id,
            ),
          );
        }
      }
      return answers;
    };

    const scanned = await ask();
    for (const index of indexes) await items.createIndex(index);
    const indexed = await ask();
    await items.updateMany({ a: { $lt: 10 } }, { $inc: { a: 3 }, $push: { tags: 3 } });
    await items.deleteMany({ b: 2 });
    const changedIndexed = await ask();
    await items.dropIndexes();
    const changedScanned = await ask();

    expect(indexed).toEqual(scanned);
    expect(changedIndexed).toEqual(changedScanned);
    expect(changedIndexed).not.toEqual(indexed);
  });

  it("find texts by their beginning as without, also where another field follows, downwards, and with options", async () => {
    const things = database.db.collection<{ _id: number; a: string; b: number }>("things");
    await things.insertMany([
      { _id: 1, a: "ann", b: 2 },
      { _id: 2, a: "anna", b: 1 },
      { _id: 3, a: "Ann", b: 1 },
      { _id: 4, a: "bob", b: 1 },
    ]);
    const ask = async (): Promise<string[]> => {
      const answers: string[] = [];
      for (const a of [{ $regex: "^an" }, { $regex: "^an", $options: "i" }]) {
        for (const filter of [{ a }, { a, b: 1 }]) {
          const found = await things.find(filter).sort({ b: 1, _id: 1 }).toArray();
          answers.push(found.map(({ _id }) => _id).join());
        }
      }
      return answers;
    };

    const answers = [];
    for (const key of [
      { a: 1, b: 1 },
      { a: -1, b: 1 },
      { b: 1, a: -1 },
    ] as const) {
      const name = await things.createIndex({ ...key });
      answers.push(await ask());
      await things.dropIndex(name);
    }

    const scanned = await ask();
    expect(scanned).toEqual(["2,1", "2", "2,3,1", "2,3"]);
    expect(answers).toEqual([scanned, scanned, scanned]);
  });

  it("that are partial are used only where nothing that matches is left out of them", async () => {
    const things = database.db.collection("things");
    await things.insertMany([{ a: 5 }, { a: "text" }, { a: "TEXT" }, { a: Number.NaN }, {}]);
    const questions: [Filter<Document>, Document][] = [
      [{ a: { $gt: "a" } }, { a: { $gt: 3 } }],
      [{ a: "text" }, { a: { $gt: 3 } }],
      [{ a: Number.NaN }, { a: { $lt: 3 } }],
      [{ a: { $gte: null } }, { a: { $exists: true } }],
    ];
    const collation = { locale: "en", strength: 2 };

    for (const [filter, partialFilterExpression] of questions) {
      const scanned = await things.countDocuments(filter);
      const name = await things.createIndex({ a: 1 }, { partialFilterExpression });
      expect([filter, await things.countDocuments(filter)]).toEqual([filter, scanned]);
      expect(scanned).toBeGreaterThan(0);
      await things.dropIndex(name);
    }
    await things.createIndex({ a: 1 }, { collation, partialFilterExpression: { a: "text" } });
    expect(await things.countDocuments({ a: "text" }, { collation })).toBe(2);
  });
});

describe("explain", () => {
  beforeEach(async () => {
    const items = database.db.collection<Item>("items");
    await items.insertMany(createItems(2000));
    await items.createIndexes([{ key: { a: 1, b: 1 } }, { key: { tags: 1 } }]);
  });

  it("tells a scan of the collection from one of an index, and what each looked at", async () => {
    expect(await explain({ text: "text 5" })).toEqual({
      stages: ["COLLSCAN"],
      nReturned: 154,
      keys: 0,
      docs: 2000,
    });
    expect(await explain({ a: 5 })).toEqual({
      stages: ["FETCH", "IXSCAN"],
      nReturned: 40,
      keys: 40,
      docs: 40,
    });
    expect(await explain({ a: 5, b: 5 })).toEqual({
      stages: ["FETCH", "IXSCAN"],
      nReturned: 6,
      keys: 6,
      docs: 6,
    });
    expect(await explain({ tags: 3 })).toEqual({
      stages: ["FETCH", "IXSCAN"],
      nReturned: 400,
      keys: 400,
      docs: 400,
    });
    expect(await explain({ _id: 7 })).toEqual({
      stages: ["EXPRESS_IXSCAN"],
      nReturned: 1,
      keys: 1,
      docs: 1,
    });
    expect(await explain({ $or: [{ a: 1 }, { tags: 4 }] })).toMatchObject({
      stages: ["FETCH", "OR", "IXSCAN"],
    });
  });

  it("shows a sort that an index has done already, and one that it has not", async () => {
    expect(await explain({}, { a: -1, b: -1 }, 20)).toEqual({
      stages: ["LIMIT", "FETCH", "IXSCAN"],
      nReturned: 20,
      keys: 20,
      docs: 20,
    });
    expect(await explain({ a: 3 }, { b: 1 })).toMatchObject({ stages: ["FETCH", "IXSCAN"] });
    expect(await explain({}, { a: 1, b: -1 }, 20)).toEqual({
      stages: ["SORT", "COLLSCAN"],
      nReturned: 20,
      keys: 0,
      docs: 2000,
    });
  });

  it("has more to say the more it is asked", async () => {
    const cursor = database.db.collection<Item>("items").find({ a: { $gt: 5, $lte: 7 } });

    const planned = await cursor.explain("queryPlanner");
    const all = await cursor.explain("allPlansExecution");

    expect(planned).not.toHaveProperty("executionStats");
    expect((planned.queryPlanner as Document).winningPlan).toMatchObject({
      stage: "FETCH",
      inputStage: {
        stage: "IXSCAN",
        keyPattern: { a: 1, b: 1 },
        indexName: "a_1_b_1",
        isMultiKey: false,
        direction: "forward",
        indexBounds: { a: ["(5, 7]"], b: ["[MinKey, MaxKey]"] },
      },
    });
    expect(all.executionStats).toMatchObject({ nReturned: 80, allPlansExecution: [] });
  });

  it("tells how many matched before a sort in memory, and what a write or a count would come to", async () => {
    const { db } = database;
    const statsOf = async (command: Document): Promise<Document> => {
      const { executionStats } = await db.command({
        explain: command,
        verbosity: "executionStats",
      });
      return executionStats as Document;
    };
    const u = { $set: { text: "new" } };

    const sorted = await statsOf({ find: "items", filter: { a: 5 }, sort: { text: 1 }, limit: 3 });
    const counted = await statsOf({ count: "items", query: { a: 5 }, skip: 10, limit: 20 });
    const updated = await statsOf({ update: "items", updates: [{ q: { a: 5 }, u, multi: true }] });
    const inserted = await statsOf({
      update: "items",
      updates: [{ q: { a: -1 }, u, upsert: true }],
    });
    const deleted = await statsOf({ delete: "items", deletes: [{ q: { a: 5 }, limit: 1 }] });

    expect(sorted.executionStages).toMatchObject({ nReturned: 3, inputStage: { nReturned: 40 } });
    expect(counted.executionStages).toMatchObject({ nReturned: 0, nCounted: 20, nSkipped: 10 });
    expect(updated).toMatchObject({ nReturned: 0, executionStages: { nMatched: 40 } });
    expect(inserted.executionStages).toMatchObject({ nMatched: 0, nWouldUpsert: 1 });
    expect(deleted.executionStages).toMatchObject({ nReturned: 0, nWouldDelete: 1 });
    expect(await db.collection("items").countDocuments({ a: 5 })).toBe(40);
  });

  it("follows a hint, and refuses one that names no index", async () => {
    const items = database.db.collection<Item>("items");

    const hinted = await items
      .find({ _id: { $gte: 0 } })
      .hint({ tags: 1 })
      .explain("queryPlanner");
    const natural = await items.find({ a: 5 }).hint({ $natural: 1 }).explain("queryPlanner");
    const error = await failure(items.find({}).hint("nothing").toArray());

    expect(stagesOf((hinted.queryPlanner as { winningPlan: Document }).winningPlan)).toEqual([
      "FETCH",
      "IXSCAN",
    ]);
    expect(stagesOf((natural.queryPlanner as { winningPlan: Document }).winningPlan)).toEqual([
      "COLLSCAN",
    ]);
    expect(error).toMatchObject({
      code: 2,
      message: expect.stringContaining(
        "hint provided does not correspond to an existing index",
      ) as string,
    });
  });

  describe("a covered query", () => {
    type Asked = { filter: Filter<Item>; projection: Document; sort?: Sort };

    async function look({ filter, projection, sort = {} }: Asked): Promise<Document> {
      const cursor = database.db.collection<Item>("items").find(filter, { projection, sort });
      const { queryPlanner, executionStats } = await cursor.limit(5).explain("executionStats");
      return {
        stages: stagesOf((queryPlanner as { winningPlan: Document }).winningPlan),
        docs: (executionStats as Document).totalDocsExamined as number,
      };
    }
    const stages = ["LIMIT", "PROJECTION_COVERED", "IXSCAN"];

    const covered: Asked[] = [
      { filter: { a: 5 }, projection: { _id: 0, b: 1 } },
      {
        filter: { a: { $gt: 5, $lte: 8 }, b: { $in: [1, 2] } },
        projection: { _id: 0, a: 1, b: 1 },
      },
      { filter: { a: 5 }, projection: { _id: 0, b: 1 }, sort: { b: -1 } },
      { filter: { a: 5 }, projection: { _id: false, a: true } },
      { filter: { _id: { $gt: 5 } }, projection: { _id: 1 } },
    ];
    it.each(covered)("looks at no document: $filter, $projection", async (asked) => {
      expect(await look(asked)).toEqual({ stages, docs: 0 });
    });

    const fetched: Asked[] = [
      { filter: { a: 5 }, projection: { b: 1 } },
      { filter: { a: 5 }, projection: { _id: 0, b: 1, text: 1 } },
      { filter: { a: 5 }, projection: { _id: 0 } },
      { filter: { a: 5 }, projection: { _id: 0, b: { $add: ["$b", 1] } } },
      { filter: { a: 5, text: "text 5" }, projection: { _id: 0, text: 1 } },
      { filter: { a: 5, b: { $in: [null, 3] } } as Filter<Item>, projection: { _id: 0, b: 1 } },
      { filter: { a: 5, b: { $exists: true } }, projection: { _id: 0, b: 1 } },
      { filter: { tags: 3 }, projection: { _id: 0, tags: 1 } },
      { filter: { _id: 5 }, projection: { _id: 1 } },
    ];
    it.each(fetched)(
      "looks at documents where a key is not enough: $filter, $projection",
      async (asked) => {
        const { stages: found, docs } = await look(asked);

        expect(found).not.toContain("PROJECTION_COVERED");
        expect(docs).toBeGreaterThan(0);
      },
    );
  });

  it("shows that $match at a pipeline's head and $lookup use indexes", async () => {
    const items = database.db.collection<Item>("items");

    const head = await items
      .aggregate([{ $match: { a: 5 } }, { $group: { _id: "$b" } }])
      .explain("executionStats");
    await items
      .aggregate([
        { $limit: 100 },
        { $lookup: { from: "items", localField: "_id", foreignField: "a", as: "same" } },
      ])
      .toArray();
    const [, usage] = await items
      .aggregate([{ $indexStats: {} }, { $sort: { name: 1 } }])
      .toArray();

    const [first] = head.stages as [{ $cursor: { executionStats: Document } }];
    expect(first.$cursor.executionStats).toMatchObject({
      totalKeysExamined: 40,
      totalDocsExamined: 40,
    });
    expect(usage).toMatchObject({ name: "a_1_b_1", accesses: { ops: 101 } });
  });
});

describe("index options", () => {
  it("unique: also for the elements of arrays, and not within one document", async () => {
    const things = database.db.collection<{ _id: number; tags?: string[] }>("things");
    await things.createIndex({ tags: 1 }, { unique: true });

    await things.insertMany([{ _id: 1, tags: ["a", "b", "a"] }, { _id: 2 }]);
    const errors = [
      await failure(things.insertOne({ _id: 3, tags: ["c", "b"] })),
      await failure(things.insertOne({ _id: 4 })),
      await failure(things.updateOne({ _id: 2 }, { $set: { tags: ["a"] } })),
    ];
    await things.updateOne({ _id: 1 }, { $pull: { tags: "b" } });
    await things.insertOne({ _id: 3, tags: ["c", "b"] });

    expect(errors.map(({ code }) => code)).toEqual([11000, 11000, 11000]);
    expect(errors[0]?.message).toContain('dup key: { tags: "b" }');
    expect(await things.countDocuments()).toBe(3);
  });

  it("unique: can't be built on duplicates, and leaves nothing behind", async () => {
    const things = database.db.collection("things");
    await things.insertMany([{ a: 1 }, { a: 1 }]);

    const error = await failure(things.createIndex({ a: 1 }, { unique: true }));

    expect(error).toMatchObject({ code: 11000 });
    expect((await things.indexes()).map(({ name }) => name)).toEqual(["_id_"]);
  });

  it("prepareUnique: takes no new duplicates, and becomes unique when the old ones are gone", async () => {
    const { db } = database;
    const things = db.collection<{ _id: number; x: number }>("things");
    await things.createIndex({ x: 1 });
    await things.insertMany([
      { _id: 1, x: 1 },
      { _id: 2, x: 1 },
      { _id: 3, x: 2 },
    ]);
    const modify = (change: object) =>
      db.command({ collMod: "things", index: { keyPattern: { x: 1 }, ...change } });
    const reasonOf = async (change: object) =>
      (await modify(change).catch((error: unknown) => error)) as {
        code: number;
        errorResponse: object;
      };

    const unprepared = await reasonOf({ unique: true });
    const prepared = await modify({ prepareUnique: true });
    const inserted = await failure(things.insertOne({ _id: 4, x: 2 }));
    const violated = await reasonOf({ unique: true });
    await things.deleteOne({ _id: 2 });
    const converted = await modify({ unique: true });

    expect(unprepared).toMatchObject({ code: 72 });
    expect(prepared).toMatchObject({ prepareUnique_old: false, prepareUnique_new: true });
    expect(inserted).toMatchObject({ code: 11000 });
    expect(violated).toMatchObject({ code: 359, errorResponse: { violations: [{ ids: [1, 2] }] } });
    expect(converted).toMatchObject({ unique_new: true });
    expect(await things.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { x: 1 }, name: "x_1", unique: true },
    ]);
  });

  it("sparse and partial: leave documents out, and are used only where none of those is wanted", async () => {
    const things = database.db.collection<Item>("items");
    await things.insertMany(createItems(2000));
    await things.createIndexes([
      { key: { maybe: 1 }, sparse: true },
      { key: { text: 1 }, name: "partial", partialFilterExpression: { a: { $gt: 25 } } },
    ]);

    expect((await explain({ maybe: null })).stages).toEqual(["COLLSCAN"]);
    expect(await explain({ maybe: { $gt: 1900 } })).toMatchObject({
      stages: ["FETCH", "IXSCAN"],
      nReturned: 17,
    });
    expect((await explain({ text: "text 1" })).stages).toEqual(["COLLSCAN"]);
    expect((await explain({ text: "text 1", a: 10 })).stages).toEqual(["COLLSCAN"]);
    expect((await explain({ text: "text 1", a: 30 })).stages).toEqual(["FETCH", "IXSCAN"]);
    expect((await explain({ text: "text 1", a: { $gt: 30 } })).stages).toEqual(["FETCH", "IXSCAN"]);
    expect((await explain({ text: "text 1", a: { $gte: 25 } })).stages).toEqual(["COLLSCAN"]);
  });

  it("collation: makes an index unique without regard to case, and is used by queries of that collation only", async () => {
    const users = database.db.collection<{ _id: number; email: string }>("users");
    const collation = { locale: "en", strength: 2 };
    await users.createIndex({ email: 1 }, { unique: true, collation });
    await users.insertOne({ _id: 1, email: "Ann@example.com" });

    const error = await failure(users.insertOne({ _id: 2, email: "ANN@example.com" }));
    const found = await users.find({ email: "ann@EXAMPLE.com" }, { collation }).toArray();
    const plan = async (options: Document): Promise<string[]> => {
      const { queryPlanner } = await users.find({ email: "x" }, options).explain("queryPlanner");
      return stagesOf((queryPlanner as { winningPlan: Document }).winningPlan);
    };

    expect(error).toMatchObject({ code: 11000 });
    expect(found).toEqual([{ _id: 1, email: "Ann@example.com" }]);
    expect(await plan({ collation })).toEqual(["FETCH", "IXSCAN"]);
    expect(await plan({})).toEqual(["COLLSCAN"]);
  });

  it("are built all or none, where one of several conflicts or can't be unique", async () => {
    const { db } = database;
    const things = db.collection("things");
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    const build = (name: string, indexes: Document[]): Promise<Document> =>
      failure(db.command({ createIndexes: name, indexes }));
    const b = { key: { b: 1 }, name: "b_1" };

    const conflict = await build("things", [b, { key: { c: 1 }, name: "b_1" }]);
    const duplicate = await build("things", [b, { key: { a: 1 }, name: "a_1", unique: true }]);
    const elsewhere = await build("others", [b, { key: { c: 1 }, name: "b_1" }]);

    expect([conflict.code, duplicate.code, elsewhere.code]).toEqual([86, 11000, 86]);
    expect(await things.indexes()).toEqual([{ v: 2, key: { _id: 1 }, name: "_id_" }]);
    expect(await db.listCollections({ name: "others" }).toArray()).toEqual([]);
  });

  it("of _id are there already, and can't be another", async () => {
    const things = await database.db.createCollection("things");
    const ofId = (index: Document): Promise<Document> =>
      database.db.command({ createIndexes: "things", indexes: [index] });
    const code = async (index: Document): Promise<unknown> => (await failure(ofId(index))).code;

    const same = await ofId({ key: { _id: 1 }, name: "_id_1" });

    expect(same).toMatchObject({ numIndexesAfter: 1, note: "all indexes already exist" });
    expect(await code({ key: { _id: 1 }, name: "_id_1", unique: true })).toBe(197);
    expect(await code({ key: { _id: -1 }, name: "_id_-1" })).toBe(2);
    expect(await code({ key: { a: 1 }, name: "_id_" })).toBe(2);
    expect(
      await failure(
        database.db.command({ collMod: "things", index: { name: "_id_", hidden: true } }),
      ),
    ).toMatchObject({ code: 2 });
    expect(await things.indexes()).toHaveLength(1);
  });

  it("are refused with a name, flag, filter or time that an index can't have", async () => {
    const code = async (index: Document): Promise<unknown> => {
      const indexes = [{ key: { a: 1 }, name: "a_1", ...index }];
      return (await failure(database.db.command({ createIndexes: "things", indexes }))).code;
    };

    expect(await code({ name: "*" })).toBe(2);
    expect(await code({ unique: "yes" })).toBe(14);
    expect(await code({ v: 3 })).toBe(67);
    expect(await code({ expireAfterSeconds: 2 ** 31 })).toBe(67);
    for (const condition of [{ $ne: 1 }, { $exists: false }, /a/, { $nin: [1] }]) {
      expect(await code({ partialFilterExpression: { a: condition } })).toBe(67);
    }
    expect(await code({ partialFilterExpression: { $nor: [{ a: 1 }] } })).toBe(67);
    expect(await database.db.listCollections().toArray()).toEqual([]);
  });

  it("are dropped all or none, and one of several of the same keys only by its name", async () => {
    const { db } = database;
    const things = await db.createCollection("things");
    await things.createIndexes([
      { key: { a: 1 }, name: "plain" },
      { key: { a: 1 }, name: "folded", collation: { locale: "en", strength: 2 } },
    ]);
    const drop = (index?: unknown): Promise<Document> =>
      db.command({ dropIndexes: "things", ...(index === undefined ? {} : { index }) });
    const code = async (index?: unknown): Promise<unknown> => (await failure(drop(index))).code;

    expect(await code(["plain", "none"])).toBe(27);
    expect(await code(["plain", "_id_"])).toBe(72);
    expect(await code({ a: 1 })).toBe(181);
    expect(await code(5)).toBe(14);
    expect(await code()).toBe(40414);
    expect(await things.indexes()).toHaveLength(3);
    expect(await drop("*")).toMatchObject({
      nIndexesWas: 3,
      msg: "non-_id indexes dropped for collection",
    });
  });

  it("that are hidden can't be hinted, and collMod says what it changed", async () => {
    const { db } = database;
    const things = await db.createCollection("things");
    await things.createIndex({ a: 1 });
    const change = (index: Document): Promise<Document> =>
      db.command({ collMod: "things", index: { name: "a_1", ...index } });
    const code = async (index: Document): Promise<unknown> => (await failure(change(index))).code;

    const hidden = await change({ hidden: true });
    const again = await change({ hidden: true });
    const hinted = await failure(things.find().hint("a_1").toArray());
    await change({ hidden: false });

    expect(hidden).toMatchObject({ hidden_old: false, hidden_new: true });
    expect(again).not.toHaveProperty("hidden_new");
    expect(hinted).toMatchObject({ code: 2 });
    expect(await things.indexes()).toContainEqual({ v: 2, key: { a: 1 }, name: "a_1" });
    expect(await code({})).toBe(72);
    expect(await code({ keyPattern: { a: 1 }, hidden: true })).toBe(72);
    expect(await code({ expireAfterSeconds: -1 })).toBe(72);
    expect(await code({ expireAfterSeconds: "1" })).toBe(14);
    expect(await code({ foo: 1 })).toBe(40415);
  });

  it("that are sparse count only what they have, where a hint wants them", async () => {
    const things = database.db.collection("things");
    await things.insertMany([{ a: 1 }, { a: null }, {}]);
    await things.createIndex({ a: 1 }, { sparse: true });

    const { n } = await database.db.command({ count: "things", hint: "a_1" });

    expect(n).toBe(2);
    expect(await database.db.command({ count: "things" })).toMatchObject({ n: 3 });
  });

  it("expireAfterSeconds: deletes a document when its time is over", async () => {
    const { client, db } = database;
    const sessions = db.collection<{ _id: number; at?: Date | Date[] | string }>("sessions");
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await sessions.insertMany([
      { _id: 1, at: new Date(Date.now() - 120_000) },
      { _id: 2, at: new Date() },
      { _id: 3, at: [new Date(), new Date(0)] },
      { _id: 4, at: "long ago" },
      { _id: 5 },
    ]);

    await client.db("admin").command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    while ((await sessions.countDocuments()) > 3) await sleep(50);

    expect((await sessions.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([
      2, 4, 5,
    ]);
  });

  it("two fields with arrays can't be in one index", async () => {
    const things = database.db.collection("things");
    await things.createIndex({ a: 1, b: 1 });

    expect(await failure(things.insertOne({ a: [1], b: [2] }))).toMatchObject({
      code: 171,
      message: "cannot index parallel arrays [b] [a]",
    });
  });

  it.each<[string, IndexSpecification, Document, number]>([
    ["the same keys by another name", { a: 1 }, { name: "other" }, 85],
    ["the same name for other keys", { b: 1 }, { name: "a_1" }, 86],
    ["the same name with other options", { a: 1 }, { unique: true }, 86],
    ["no direction", { a: 0 as 1 }, {}, 67],
    ["an unknown kind", { a: "frob" as "text" }, {}, 67],
    ["a negative lifetime", { c: 1 }, { expireAfterSeconds: -1 }, 67],
  ])("an index is refused with %s", async (_, key, options, code) => {
    const things = database.db.collection("things");
    await things.createIndex({ a: 1 });

    expect(await failure(things.createIndex(key, options))).toMatchObject({ code });
  });
});
