import type { Document } from "mongodb";
import { expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

function currentOp(options: Document, type: string): Promise<Document[]> {
  const ns = `${database.db.databaseName}.things`;
  return database.client
    .db("admin")
    .aggregate([{ $currentOp: options }, { $match: { type } }])
    .toArray()
    .then((operations) => operations.filter((each) => each.ns === undefined || each.ns === ns));
}

it("$currentOp lists a cursor that nobody asks, until it is closed", async () => {
  const things = database.db.collection("things");
  await things.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
  const cursor = things.find({ n: { $gte: 0 } }, { batchSize: 2, comment: "forgotten" });
  await cursor.next();

  const unasked = await currentOp({}, "idleCursor");
  const open = await currentOp({ idleCursors: true }, "idleCursor");
  await cursor.close();
  const closed = await currentOp({ idleCursors: true }, "idleCursor");

  expect({ unasked, closed }).toEqual({ unasked: [], closed: [] });
  expect(open).toMatchObject([
    {
      type: "idleCursor",
      ns: things.namespace,
      lsid: { id: expect.anything() as unknown },
      cursor: {
        nDocsReturned: 2,
        nBatchesReturned: 1,
        noCursorTimeout: false,
        tailable: false,
        awaitData: false,
        originatingCommand: { find: "things", filter: { n: { $gte: 0 } }, comment: "forgotten" },
      },
    },
  ]);
});

it("$currentOp lists a session whose transaction is open, until it is over", async () => {
  await using session = database.client.startSession();
  const lsid = (session.id as Document).id as { toString(encoding: string): string };
  const mine = async (options: Document): Promise<Document[]> =>
    (await currentOp(options, "idleSession")).filter(
      (each) => (each.lsid as Document).id.toString("hex") === lsid.toString("hex"),
    );
  session.startTransaction();
  await database.db.collection("things").insertOne({}, { session });

  const open = await mine({});
  const refused = await mine({ idleSessions: false });
  await session.commitTransaction();

  expect(open).toMatchObject([
    {
      type: "idleSession",
      desc: "inactive transaction",
      transaction: { parameters: { txnNumber: expect.any(Number) as unknown, autocommit: false } },
      active: false,
    },
  ]);
  expect({ refused, after: await mine({}) }).toEqual({ refused: [], after: [] });
});

it("$currentOp refuses options that it does not have", async () => {
  expect(await failure(currentOp({ idle: true }, "op"))).toMatchObject({
    code: 9,
    message: "Unrecognized option 'idle' in $currentOp stage.",
  });
  expect(await failure(currentOp({ allUsers: 1 }, "op"))).toMatchObject({
    code: 14,
    message:
      "The 'allUsers' parameter of the $currentOp stage must be a boolean value, but found: int",
  });
});
