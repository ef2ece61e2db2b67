import { once } from "node:events";
import { connect } from "node:net";
import { encodeMessage, writeHeader } from "@samples/wire-protocol";
import { Binary, DBRef, Long, MongoClient, ObjectId, Timestamp, type Document } from "mongodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

const things = () => database.db.collection<Document & { _id: number }>("things");

/** Returns the value of an expression. */
async function evaluate(expression: unknown): Promise<unknown> {
  await things().updateOne({ _id: 0 }, { $set: {} }, { upsert: true });
  const [result] = await things()
    .aggregate([{ $project: { value: expression } }])
    .toArray();
  return (result as Document).value;
}

describe("arrays that are larger than the arguments of a call may be", () => {
  const many = Array.from({ length: 200_000 }, (_, index) => index);

  it("are joined, pushed, put in the middle and searched", async () => {
    await things().insertOne({ _id: 1, a: many });

    const [joined] = await things()
      .aggregate([{ $project: { _id: 0, n: { $size: { $concatArrays: ["$a", "$a"] } } } }])
      .toArray();
    await things().updateOne({ _id: 1 }, { $push: { a: { $each: many } } as Document });
    await things().updateOne(
      { _id: 1 },
      { $push: { a: { $each: many, $position: 1 } } as Document },
    );
    const [found] = await things()
      .aggregate([
        { $project: { _id: 0, n: { $size: "$a" }, second: { $arrayElemAt: ["$a", 1] } } },
      ])
      .toArray();

    expect({ joined, found }).toEqual({ joined: { n: 400_000 }, found: { n: 600_000, second: 0 } });
    expect(await things().distinct("a")).toHaveLength(200_000);
  });

  it("come out of stages that need all documents at once", async () => {
    await things().insertMany(many.map((_id) => ({ _id })));

    const [sorted] = await things()
      .aggregate([
        { $sort: { none: 1 } },
        { $facet: { n: [{ $sort: { other: 1 } }, { $count: "all" }] } },
      ])
      .toArray();
    const sampled = await things()
      .aggregate([{ $sample: { size: many.length } }, { $count: "all" }])
      .toArray();

    expect({ sorted, sampled }).toEqual({
      sorted: { n: [{ all: many.length }] },
      sampled: [{ all: many.length }],
    });
  });
});

describe("the positional operator", () => {
  it.each<[string, Document[], Document, Document, unknown]>([
    ["an element of the array that was searched", [1, 2] as never, { a: 2 }, { "a.$": 9 }, [1, 9]],
    [
      "the array at the end of a path with a number",
      [{ b: [0, 1] }],
      { "a.0.b": 1 },
      { "a.0.b.$": 2 },
      [{ b: [0, 2] }],
    ],
    [
      "the outermost of two arrays",
      [{ b: [1] }, { b: [2] }],
      { "a.b": 2 },
      { "a.$.b": 3 },
      [{ b: [1] }, { b: 3 }],
    ],
    [
      "the element that $elemMatch found",
      [{ b: 1 }, { b: 5 }],
      { a: { $elemMatch: { b: { $gt: 1 } } } },
      { "a.$.c": 1 },
      [{ b: 1 }, { b: 5, c: 1 }],
    ],
  ])("stands for %s", async (_, a, filter, changes, expected) => {
    await things().insertOne({ _id: 1, a });

    await things().updateOne(filter, { $set: changes });

    expect((await things().findOne())?.a).toEqual(expected);
  });

  it("stands for nothing where a number names the element, and no array was searched", async () => {
    await things().insertOne({ _id: 1, a: [0] });

    expect(await failure(things().updateOne({ "a.0": 0 }, { $set: { "a.$": 1 } }))).toMatchObject({
      code: 2,
      message: "The positional operator did not find the match needed from the query.",
    });
  });

  it("of a projection cuts the first array on its path, and leaves those inside whole", async () => {
    await things().insertMany([
      { _id: 1, a: { b: [{ c: [1, 2, 3] }, { c: [4, 5, 6] }] } },
      { _id: 2, a: [{ b: [{ c: [7, 8] }] }, { b: [{ c: [9] }, { c: [5, 1] }] }] },
    ]);
    const project = (_id: number): Promise<unknown> =>
      things().findOne({ _id, "a.b.c": 5 }, { projection: { "a.b.c.$": 1 } });

    expect([await project(1), await project(2)]).toEqual([
      { _id: 1, a: { b: [{ c: [4, 5, 6] }] } },
      { _id: 2, a: [{ b: [{ c: [9] }, { c: [5, 1] }] }] },
    ]);
  });
});

describe("a filter", () => {
  it("with $elemMatch asks an array in an array as a document whose fields are the places", async () => {
    await things().insertMany([
      { _id: 1, a: [[]] },
      { _id: 2, a: [[{ b: 1 }]] },
      { _id: 3, a: [{ b: 1 }] },
    ]);
    const ids = async (criteria: Document): Promise<number[]> =>
      (
        await things()
          .find({ a: { $elemMatch: criteria } })
          .toArray()
      ).map(({ _id }) => _id);

    expect(await ids({ b: null })).toEqual([1, 2]);
    expect(await ids({ b: 1 })).toEqual([3]);
    expect(await ids({ "0.b": 1 })).toEqual([2]);
  });

  it("with $elemMatch takes the fields of a reference for fields", async () => {
    const id = new ObjectId();
    await things().insertOne({ _id: 1, refs: [new DBRef("x", id)] });
    const count = (criteria: Document): Promise<number> =>
      things().countDocuments({ refs: { $elemMatch: criteria } });

    expect([
      await count({ $ref: "x", $id: id }),
      await count({ $id: id }),
      await count({ $ref: "y" }),
    ]).toEqual([1, 1, 0]);
    expect(await failure(things().countDocuments({ $ref: "x" }))).toMatchObject({ code: 2 });
  });

  it("compares all 64 bits", async () => {
    await things().insertMany([
      { _id: 1, a: 0 },
      { _id: 2, a: Long.MAX_VALUE },
      { _id: 3, a: 2 ** 64 },
      { _id: 4, a: 1.5 },
    ]);
    const ids = async (operator: string): Promise<number[]> =>
      (
        await things()
          .find({ a: { [operator]: Long.MAX_VALUE } })
          .toArray()
      ).map(({ _id }) => _id);

    expect({
      allSet: await ids("$bitsAllSet"),
      allClear: await ids("$bitsAllClear"),
      anySet: await ids("$bitsAnySet"),
      anyClear: await ids("$bitsAnyClear"),
    }).toEqual({ allSet: [2], allClear: [1], anySet: [2], anyClear: [1] });
  });
});

describe("an upsert", () => {
  const upsert = (filter: Document, change: Document = { $set: { n: 1 } }) =>
    things().updateOne(filter, change, { upsert: true });

  it.each<[Document, string]>([
    [{ _id: 1, $and: [{ _id: 2 }] }, "path '_id' is matched twice"],
    [{ a: { b: 1 }, "a.b": 1 }, "both paths 'a' and 'a.b' are matched"],
    [{ a: 1, $and: [{ a: { $in: [1] } }] }, "path 'a' is matched twice"],
  ])("is refused when its filter wants two things: %j", async (filter, reason) => {
    expect(await failure(upsert(filter))).toMatchObject({
      code: 54,
      message: `cannot infer query fields to set, ${reason}`,
    });
    expect(await things().countDocuments()).toBe(0);
  });

  it("that replaces takes nothing but the _id from its filter", async () => {
    await things().replaceOne({ _id: 1, x: 1, $and: [{ x: 2 }] }, { n: 1 }, { upsert: true });

    expect(await things().findOne()).toEqual({ _id: 1, n: 1 });
  });

  it("may set fields that begin with a dollar; an update only below the top", async () => {
    await upsert({ _id: 1 }, { $set: { $key: "v" } });
    await things().updateOne({ _id: 1 }, { $set: { "a.$x": 1 } });

    expect(await things().findOne()).toEqual({ _id: 1, $key: "v", a: { $x: 1 } });
    expect(await failure(things().updateOne({ _id: 1 }, { $set: { $key: "w" } }))).toMatchObject({
      code: 52,
      message: expect.stringContaining("The dollar ($) prefixed field '$key'") as string,
    });
  });
});

it("the constants of an update by a pipeline are values, and not evaluated", async () => {
  await things().insertOne({ _id: 1 });

  await database.db.command({
    update: "things",
    updates: [
      { q: {}, u: [{ $set: { a: "$$x", b: "$$y" } }], c: { x: { $add: [1, 2] }, y: "$_id" } },
    ],
  });

  expect(await things().findOne()).toEqual({ _id: 1, a: { $add: [1, 2] }, b: "$_id" });
});

it("$facet is refused in the pipelines of the stages within a $facet, too", async () => {
  await things().insertOne({ _id: 1 });
  const inner = [{ $facet: { x: [{ $match: {} }] } }];
  const run = (stage: Document) =>
    failure(
      things()
        .aggregate([{ $facet: { a: [stage] } }])
        .toArray(),
    );

  expect(await run({ $lookup: { from: "things", pipeline: inner, as: "b" } })).toMatchObject({
    code: 40600,
    message: "$lookup is not allowed to be used within a $facet stage",
  });
  expect(
    await run({
      $unionWith: {
        coll: "things",
        pipeline: [{ $unionWith: { coll: "things", pipeline: inner } }],
      },
    }),
  ).toMatchObject({ code: 40600 });
});

it("dates of zones that were some seconds off are exact", async () => {
  const date = new Date("1880-06-01T12:00:00Z");
  const timezone = "America/New_York";

  expect({
    text: await evaluate({ $dateToString: { date, timezone, format: "%H:%M:%S" } }),
    day: await evaluate({ $dateTrunc: { date, unit: "day", timezone } }),
    month: await evaluate({ $dateTrunc: { date, unit: "month", timezone } }),
    parts: await evaluate({ $dateFromParts: { year: 1880, timezone } }),
  }).toEqual({
    text: "07:03:58",
    day: new Date("1880-06-01T04:56:02Z"),
    month: new Date("1880-06-01T04:56:02Z"),
    parts: new Date("1880-01-01T04:56:02Z"),
  });
});

it("$dateTrunc counts bins from the year 2000 of the zone", async () => {
  const date = new Date("2021-03-20T11:30:05Z");
  const trunc = (options: Document) => evaluate({ $dateTrunc: { date, ...options } });

  expect([
    await trunc({ unit: "hour", binSize: 2 }),
    await trunc({ unit: "hour", timezone: "+05:30" }),
    await trunc({ unit: "month", binSize: 2 }),
    await trunc({ unit: "week", startOfWeek: "monday" }),
    await trunc({ unit: "quarter", timezone: "America/Los_Angeles" }),
    await trunc({ unit: "day", timezone: null }),
  ]).toEqual([
    new Date("2021-03-20T10:00:00Z"),
    new Date("2021-03-20T11:30:00Z"),
    new Date("2021-03-01T00:00:00Z"),
    new Date("2021-03-15T00:00:00Z"),
    new Date("2021-01-01T08:00:00Z"),
    null,
  ]);
});

describe("errors have MongoDB's numbers", () => {
  it.each<[Document, number, string]>([
    [{ $ceil: "a" }, 28765, "$ceil only supports numeric types, not string"],
    [{ $sqrt: "a" }, 28765, "$sqrt only supports numeric types, not string"],
    [{ $log: ["a", 2] }, 28756, "$log's argument must be numeric, not string"],
    [{ $log: [2, "a"] }, 28757, "$log's base must be numeric, not string"],
    [{ $pow: ["a", 2] }, 28762, "$pow's base must be numeric, not string"],
    [{ $pow: [2, "a"] }, 28763, "$pow's exponent must be numeric, not string"],
    [{ $multiply: [2, "a"] }, 14, "$multiply only supports numeric types, not string"],
  ])("%j", async (expression, code, message) => {
    expect(await failure(evaluate(expression))).toMatchObject({ code, message });
  });

  it("array filters that are no documents", async () => {
    const updates = [{ q: {}, u: { $set: { "a.$[x]": 1 } }, arrayFilters: [3] }];

    expect(await failure(database.db.command({ update: "things", updates }))).toMatchObject({
      code: 14,
      message:
        "BSON field 'update.updates.arrayFilters.0' is the wrong type 'int', expected type 'object'",
    });
  });
});

it("a text that is no UTF-8 does not end the connection", async () => {
  const { port } = new URL(database.uri.replace("mongodb", "http"));
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  onTestFinished(() => {
    socket.destroy();
  });
  const frame = encodeMessage(
    { insert: "things", documents: [{ _id: 1, text: "wrong" }], $db: database.db.databaseName },
    { requestId: 1 },
  );
  frame[frame.indexOf("wrong")] = 0xff;
  writeHeader(frame, { messageLength: frame.length, requestId: 1, responseTo: 0, opCode: 2013 });

  socket.write(frame);
  const event = await Promise.race([
    once(socket, "data").then(() => "answered"),
    once(socket, "close").then(() => "closed"),
  ]);

  expect(event).toBe("answered");
  expect(await things().findOne()).toEqual({ _id: 1, text: "\uFFFDrong" });
});

describe("fail points", () => {
  const admin = () => database.client.db("admin");

  it("reach the handshake of the application that they name", async () => {
    const appName = `handshake-${new ObjectId().toHexString()}`;
    const failCommands = ["hello", "isMaster", "ismaster"];
    await admin().command({
      configureFailPoint: "failCommand",
      mode: { times: 1 },
      data: { failCommands, closeConnection: true, appName },
    });
    await using client = new MongoClient(database.uri, { appName, heartbeatFrequencyMS: 500 });
    let failed = 0;
    client.on("serverHeartbeatFailed", () => (failed += 1));

    const { ok } = await client.db("admin").command({ ping: 1 });

    expect({ ok, failed }).toEqual({ ok: 1, failed: 1 });
  });

  it("of a getMore may be set as one of commands is, and looks at whom it is for", async () => {
    await things().insertMany([{ _id: 1 }, { _id: 2 }]);
    const configureFailPoint = "failGetMoreAfterCursorCheckout";
    const set = (data: Document) =>
      admin().command({
        configureFailPoint,
        mode: "alwaysOn",
        data: { failCommands: ["getMore"], errorCode: 6, closeConnection: false, ...data },
      });
    const all = () => things().find({}, { batchSize: 1 }).toArray();

    await set({ appName: "another" });
    const untouched = await all();
    await set({});
    const failed = await failure(all());
    await admin().command({ configureFailPoint, mode: "off" });

    expect(untouched).toHaveLength(2);
    expect(failed).toMatchObject({ code: 6, codeName: "HostUnreachable" });
  });
});

describe("a cluster time", () => {
  const ping = async (clusterTime: Timestamp, signature: Document): Promise<unknown> => {
    await using session = database.client.startSession();
    session.advanceClusterTime({ clusterTime, signature } as never);
    return await database.client.db("admin").command({ ping: 1 }, { session });
  };
  const now = Math.floor(Date.now() / 1000);
  const none = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO };

  it("is refused with a key that the server does not have, or a wrong signature", async () => {
    const time = new Timestamp({ t: now + 100, i: 1 });

    expect(await failure(ping(time, { ...none, keyId: Long.fromNumber(7) }))).toEqual({
      name: "MongoServerError",
      code: 211,
      codeName: "KeyNotFound",
      message: `Cache Reader No keys found for HMAC that is valid for time: { ts: Timestamp(${now + 100}, 1) } with id: 7`,
    });
    expect(
      await failure(ping(time, { ...none, hash: new Binary(Buffer.alloc(20, 1)) })),
    ).toMatchObject({
      code: 149,
      codeName: "TimeProofMismatch",
    });
  });

  it("is refused when it is more than a year ahead", async () => {
    const time = new Timestamp({ t: now + 32_000_000, i: 1 });

    expect(await failure(ping(time, none))).toMatchObject({
      code: 204,
      codeName: "ClusterTimeFailsRateLimiter",
    });
  });

  it("that is later than the server's own makes that one later", async () => {
    const time = new Timestamp({ t: now + 5, i: 1000 });

    const { operationTime } = (await ping(time, none)) as { operationTime: Timestamp };

    expect(operationTime.comp(time)).toBeGreaterThanOrEqual(0);
  });
});
