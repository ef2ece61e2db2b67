import { setTimeout as sleep } from "node:timers/promises";
import { Long, MongoServerError, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

/** A query that takes this long on the server: what `sleep` says, once for each document. */
function slowFilter(ms: number): Document {
  return { $where: `sleep(${ms}) || true` };
}

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(5);
  }
}

describe("a slow query", () => {
  it("is ended by maxTimeMS with code 50, and not before", async () => {
    const things = database.db.collection("things");
    await things.insertMany([{ a: 1 }, { a: 2 }]);
    const start = performance.now();

    const error = await failure(things.find(slowFilter(60_000), { maxTimeMS: 30 }).toArray());

    expect(performance.now() - start).toBeGreaterThanOrEqual(29);
    expect(error).toEqual({
      name: "MongoServerError",
      code: 50,
      codeName: "MaxTimeMSExpired",
      message: "operation exceeded time limit",
    });
  });

  it("takes as long as it says", async () => {
    const things = database.db.collection("things");
    await things.insertMany([{ a: 1 }, { a: 2 }]);
    const start = performance.now();

    const found = await things.find(slowFilter(30)).toArray();

    expect(found.length).toBe(2);
    expect(performance.now() - start).toBeGreaterThanOrEqual(2 * 29);
  });

  it("is seen by currentOp and $currentOp, and ended by killOp", async () => {
    const { client, db } = database;
    await db.collection("things").insertOne({ a: 1 });
    const running = failure(
      db.collection("things").find(slowFilter(60_000), { comment: "find me" }).toArray(),
    );
    const admin = client.db("admin");

    const seen = await until(async () => {
      const { inprog } = await admin.command({ currentOp: 1, "command.comment": "find me" });
      return (inprog as Document[])[0];
    });
    const [same] = await admin
      .aggregate([{ $currentOp: {} }, { $match: { "command.comment": "find me" } }])
      .toArray();
    await admin.command({ killOp: 1, op: seen.opid });

    expect(seen).toMatchObject({ op: "query", ns: `${db.databaseName}.things`, active: true });
    expect(same?.opid).toBe(seen.opid);
    expect(await running).toEqual({
      name: "MongoServerError",
      code: 11601,
      codeName: "Interrupted",
      message: "operation was interrupted",
    });
  });

  it("goes on when its session is ended, and is ended by killSessions", async () => {
    const { client, db } = database;
    const admin = client.db("admin");
    await db.collection("things").insertOne({ a: 1 });
    await using session = client.startSession();
    const running = failure(
      db.collection("things").find(slowFilter(60_000), { comment: "mine", session }).toArray(),
    );
    const look = async (): Promise<Document | undefined> =>
      (await admin.command({ currentOp: 1, "command.comment": "mine" }))["inprog"][0];
    const before = await until(look);

    await admin.command({ endSessions: [session.id] });
    const afterEnd = await look();
    await admin.command({ killSessions: [session.id] });

    expect(afterEnd?.opid).toBe(before.opid);
    expect(await running).toMatchObject({ code: 11601, codeName: "Interrupted" });
  });

  it("lets other connections be served while it works through many documents", async () => {
    const things = database.db.collection("things");
    await things.insertMany(Array.from({ length: 50_000 }, (_, n) => ({ n, text: `number ${n}` })));
    let isOver = false;
    let pings = 0;

    const slow = things
      .aggregate([
        { $match: { text: /7$/ } },
        { $group: { _id: { $substrCP: ["$text", 7, 3] }, n: { $sum: "$n" } } },
      ])
      .toArray()
      .finally(() => {
        isOver = true;
      });
    for (; !isOver; pings += 1) await database.db.command({ ping: 1 });
    await slow;

    // Were it not cut into slices, the first ping would wait for the end, and be the last.
    expect(pings).toBeGreaterThan(2);
  });
});

describe("cursors", () => {
  it("give batches of the wanted size, and end with the last document", async () => {
    const things = database.db.collection<{ _id: number }>("things");
    await things.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })));
    const sizes: number[] = [];
    const note = ({ reply }: { reply: unknown }): void => {
      const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } };
      const batch = cursor?.firstBatch ?? cursor?.nextBatch;
      if (batch) sizes.push(batch.length);
    };
    database.client.on("commandSucceeded", note);

    const byThree = await things.find().batchSize(3).toArray();
    const limited = await things.find().batchSize(3).limit(6).toArray();
    database.client.off("commandSucceeded", note);

    expect([byThree.length, limited.length]).toEqual([10, 6]);
    // 10 by 3; then 6 by 3, where the limit says that there is no more.
    expect(sizes).toEqual([3, 3, 3, 1, 3, 3]);
  });

  it("that were killed, or never were, are not found", async () => {
    const { db } = database;
    await db.collection("things").insertMany([{ a: 1 }, { a: 2 }]);
    const opened = await db.command({ find: "things", batchSize: 1 }, { promoteLongs: false });
    const { id } = opened.cursor as { id: Long };

    const killed = await db.command({ killCursors: "things", cursors: [id, Long.fromNumber(5)] });
    const error = await failure(db.command({ getMore: id, collection: "things" }));

    expect(id.isZero()).toBe(false);
    expect(
      [killed.cursorsKilled, killed.cursorsNotFound].map((ids) => (ids as Long[]).map(String)),
    ).toEqual([[id.toString()], ["5"]]);
    expect(error).toEqual({
      name: "MongoServerError",
      code: 43,
      codeName: "CursorNotFound",
      message: `cursor id ${id.toString()} not found`,
    });
  });

  it("see what is inserted behind them, and not what is deleted before they come to it", async () => {
    const things = database.db.collection<{ _id: number }>("things");
    await things.insertMany(Array.from({ length: 600 }, (_, _id) => ({ _id })));
    const cursor = things.find().batchSize(2);
    await cursor.next();

    await things.deleteOne({ _id: 599 });
    await things.insertOne({ _id: 1000 });
    const rest = await cursor.toArray();

    expect(rest.map(({ _id }) => _id).slice(-3)).toEqual([597, 598, 1000]);
  });

  it("end with an error when their collection is dropped", async () => {
    const things = database.db.collection("things");
    await things.insertMany(Array.from({ length: 600 }, (_, n) => ({ n })));
    const cursor = things.find().batchSize(300);
    await cursor.next();

    await things.drop();

    expect(await failure(cursor.toArray())).toMatchObject({
      code: 175,
      codeName: "QueryPlanKilled",
    });
  });
});

describe("what the server does not have", () => {
  it.each<[string, Document, number, string]>([
    ["command", { frobnicate: 1 }, 59, "no such command: 'frobnicate'"],
    [
      "field of a command",
      { find: "c", frobnicate: 1 },
      40415,
      "BSON field 'find.frobnicate' is an unknown field.",
    ],
    [
      "script",
      { find: "c", filter: { $where: "this.a" } },
      115,
      '$where with a script other than "sleep(ms) || true" is not supported by the embedded server: run with --mongo docker',
    ],
    [
      "text search",
      { find: "c", filter: { $text: { $search: "x" } } },
      115,
      "$text is not supported by the embedded server: run with --mongo docker",
    ],
    [
      "kind of index",
      { createIndexes: "c", indexes: [{ key: { a: "2dsphere" }, name: "a" }] },
      115,
      "an index of type 2dsphere is not supported by the embedded server: run with --mongo docker",
    ],
    [
      "expression",
      { aggregate: "c", pipeline: [{ $set: { a: { $function: {} } } }], cursor: {} },
      115,
      "the expression $function is not supported by the embedded server: run with --mongo docker",
    ],
    [
      "stage",
      { aggregate: "c", pipeline: [{ $frob: 1 }], cursor: {} },
      40324,
      "Unrecognized pipeline stage name: '$frob'",
    ],
  ])("is refused: a %s", async (_, command, code, message) => {
    const error = await database.db.command(command).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(MongoServerError);
    expect({
      code: (error as MongoServerError).code,
      message: (error as MongoServerError).message,
    }).toEqual({ code, message });
  });
});

it("says that there are fail points where the drivers' test suites ask for them", async () => {
  const admin = database.client.db("admin");

  const all = await admin.command({ getParameter: "*" });
  const one = await admin.command({ getParameter: 1, enableTestCommands: 1 });

  expect(all).toMatchObject({ enableTestCommands: true, ttlMonitorEnabled: true });
  expect(one).toMatchObject({ enableTestCommands: true });
});
