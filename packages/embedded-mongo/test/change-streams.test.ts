import { MongoClient, Timestamp, type ChangeStream, type ChangeStreamDocument } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

interface Item {
  _id: number;
  name?: string;
  tags?: string[];
  size?: { w: number; h?: number };
}

/** How long a look at an empty stream takes: the server's own is a second. */
const soon = { maxAwaitTimeMS: 20 };

const items = () => database.db.collection<Item>("items");

async function take<T extends object>(stream: ChangeStream<T>, count: number) {
  const events: ChangeStreamDocument<T>[] = [];
  while (events.length < count) events.push(await stream.next());
  return events;
}

/** What an event says, without when. */
function essence(event: object): object {
  const { _id, clusterTime, wallTime, collectionUUID, txnNumber, lsid, ...rest } = event as Record<
    string,
    unknown
  >;
  return rest;
}

describe("a change stream on a collection", () => {
  it("tells every kind of change, in order, and ends when the collection is dropped", async () => {
    await items().insertOne({ _id: 0 });
    const stream = items().watch([], soon);
    await stream.tryNext();
    const ns = { db: database.db.databaseName, coll: "items" };

    await items().insertOne({ _id: 1, name: "a", tags: ["x", "y"], size: { w: 1, h: 2 } });
    await items().updateOne(
      { _id: 1 },
      { $set: { name: "b", "size.w": 5 }, $unset: { "size.h": 1 }, $push: { tags: "z" } },
    );
    await items().replaceOne({ _id: 1 }, { name: "c" });
    await items().deleteOne({ _id: 1 });
    await items().drop();
    const events = await take(stream, 6);

    expect(events.map(essence)).toEqual([
      {
        operationType: "insert",
        ns,
        documentKey: { _id: 1 },
        fullDocument: { _id: 1, name: "a", tags: ["x", "y"], size: { w: 1, h: 2 } },
      },
      {
        operationType: "update",
        ns,
        documentKey: { _id: 1 },
        updateDescription: {
          updatedFields: { name: "b", "tags.2": "z", "size.w": 5 },
          removedFields: ["size.h"],
          truncatedArrays: [],
        },
      },
      {
        operationType: "replace",
        ns,
        documentKey: { _id: 1 },
        fullDocument: { _id: 1, name: "c" },
      },
      { operationType: "delete", ns, documentKey: { _id: 1 } },
      { operationType: "drop", ns },
      { operationType: "invalidate" },
    ]);
    expect(stream.closed).toBe(false);
    await stream.close();
  });

  it("goes on where it was with resumeAfter, startAfter and startAtOperationTime", async () => {
    await items().insertOne({ _id: 0 });
    const stream = items().watch([], soon);
    await stream.tryNext();
    await items().insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const [first, second] = await take(stream, 2);
    await stream.close();

    const idsOf = async (options: object, count: number) => {
      await using again = items().watch([], options);
      const events = await take(again, count);
      return events.map((event) => ("documentKey" in event ? event.documentKey._id : undefined));
    };

    expect(await idsOf({ resumeAfter: first?._id }, 2)).toEqual([2, 3]);
    expect(await idsOf({ startAfter: second?._id }, 1)).toEqual([3]);
    expect(await idsOf({ startAtOperationTime: first?.clusterTime }, 3)).toEqual([1, 2, 3]);
  });

  it("looks documents up, filters and reshapes events, and refuses to lose their tokens", async () => {
    await items().insertOne({ _id: 0 });
    await using stream = items().watch(
      [{ $match: { operationType: "update" } }, { $addFields: { seen: true } }],
      { fullDocument: "updateLookup", ...soon },
    );
    await stream.tryNext();
    await items().insertOne({ _id: 1, name: "a" });
    await items().updateOne({ _id: 1 }, { $set: { name: "b" } });
    const [event] = await take(stream, 1);

    await using lossy = items().watch([{ $project: { operationType: 1, _id: 0 } }], soon);
    await lossy.tryNext();
    await items().insertOne({ _id: 2 });
    const lost = await failure(lossy.next());
    const grouped = await failure(
      items()
        .watch([{ $group: { _id: 1 } }])
        .next(),
    );

    expect(event).toMatchObject({ seen: true, fullDocument: { _id: 1, name: "b" } });
    expect(lost).toMatchObject({ code: 280 });
    expect(grouped).toMatchObject({
      code: 20,
      message: "$group is not permitted in a $changeStream pipeline",
    });
  });

  it("is told of a transaction only when it commits, with all of it", async () => {
    await items().insertOne({ _id: 0 });
    await using stream = items().watch([], soon);
    await stream.tryNext();
    await using session = database.client.startSession();
    session.startTransaction();

    await items().insertOne({ _id: 1 }, { session });
    await items().insertOne({ _id: 2 });
    const outside = await stream.next();
    await items().insertOne({ _id: 3 }, { session });
    await session.commitTransaction();
    const inside = await take(stream, 2);

    expect(outside).toMatchObject({ documentKey: { _id: 2 } });
    expect(inside).toMatchObject([{ documentKey: { _id: 1 } }, { documentKey: { _id: 3 } }]);
  });

  it("goes on by itself after its cursor is lost", async () => {
    await items().insertOne({ _id: 0 });
    await using stream = items().watch([], soon);
    await stream.tryNext();
    await items().insertOne({ _id: 1 });
    const first = await stream.next();
    await database.client.db("admin").command({
      configureFailPoint: "failCommand",
      mode: { times: 1 },
      data: { failCommands: ["getMore"], closeConnection: true },
    });
    await items().insertMany([{ _id: 2 }, { _id: 3 }]);

    const rest = await take(stream, 2);

    expect([first, ...rest]).toMatchObject([
      { documentKey: { _id: 1 } },
      { documentKey: { _id: 2 } },
      { documentKey: { _id: 3 } },
    ]);
  });
});

it("goes on after the errors that MongoDB calls resumable, and after no others", async () => {
  const failOnce = (errorCode: number) =>
    database.client.db("admin").command({
      configureFailPoint: "failGetMoreAfterCursorCheckout",
      mode: { times: 1 },
      data: { errorCode },
    });
  await items().insertOne({ _id: 0 });
  await using stream = items().watch([], soon);
  await stream.tryNext();

  await failOnce(10107);
  await items().insertOne({ _id: 1 });
  const event = await stream.next();
  await failOnce(8);
  const error = await failure(stream.next());

  expect(event).toMatchObject({ documentKey: { _id: 1 } });
  expect(error).toMatchObject({ code: 8, codeName: "UnknownError" });
});

it("can watch a database and the whole server", async () => {
  await using ofDatabase = database.db.watch([], soon);
  await ofDatabase.tryNext();
  await using ofServer = database.client.watch(
    [{ $match: { "ns.db": database.db.databaseName, operationType: "insert" } }],
    soon,
  );
  await ofServer.tryNext();

  await database.db.collection("a").insertOne({ n: 1 });
  await database.db.collection("b").insertOne({ n: 2 });
  const seen = [await ofDatabase.next(), await ofDatabase.next()];
  const everywhere = [await ofServer.next(), await ofServer.next()];

  for (const events of [seen, everywhere]) {
    expect(events).toMatchObject([{ ns: { coll: "a" } }, { ns: { coll: "b" } }]);
  }
});

it("is not answered because of what it is not asked for: its getMore waits on", async () => {
  await using watching = new MongoClient(database.uri, { monitorCommands: true });
  const commands: string[] = [];
  watching.on("commandStarted", ({ commandName }) => commands.push(commandName));
  const watched = watching.db(database.db.databaseName).collection<Item>("items");
  await using stream = watched.watch([], { maxAwaitTimeMS: 600_000 });
  // The stream is there once a getMore has been sent: its aggregate comes first.
  const next = stream.next();
  while (!commands.includes("getMore")) await database.db.command({ ping: 1 });

  for (let _id = 0; _id < 20; _id += 1) await database.db.collection("other").insertOne({ n: _id });
  await items().insertOne({ _id: 1 });

  expect((await next).operationType).toBe("insert");
  expect(commands.filter((name) => name === "getMore")).toEqual(["getMore"]);
});

describe("a place that the log does not reach back to", () => {
  const historyLost = {
    name: "MongoServerError",
    code: 286,
    codeName: "ChangeStreamHistoryLost",
    message:
      "Resume of change stream was not possible, as the resume point may no longer be in the oplog.",
  };

  it.each([
    [
      "a token of this server, from before its start",
      { _data: `65A1B2C300000001${"0".repeat(13)}` },
    ],
    ["a token that MongoDB gave in 2024", { _data: "8265A1B2C3000000012B0229296E04" }],
  ])("is refused: %s", async (_, resumeAfter) => {
    await using stream = items().watch([], { ...soon, resumeAfter });

    expect(await failure(stream.tryNext())).toEqual(historyLost);
  });

  it("is refused: a time before the server's start", async () => {
    const startAtOperationTime = new Timestamp({ t: 1_700_000_000, i: 1 });
    await using stream = items().watch([], { ...soon, startAtOperationTime });

    expect(await failure(stream.tryNext())).toEqual(historyLost);
  });
});

it("refuses tokens that are none", async () => {
  const resume = (token: object) => failure(items().watch([], { resumeAfter: token }).next());

  expect(await resume({})).toMatchObject({ code: 40647 });
  expect(await resume({ _data: "nonsense" })).toMatchObject({ code: 9 });
});
