import type { Document, MongoServerError } from "mongodb";
import { Long, MongoClient } from "mongodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

interface Account {
  _id: string;
  balance: number;
}

async function openAccounts() {
  const accounts = database.db.collection<Account>("accounts");
  await accounts.insertMany([
    { _id: "ann", balance: 100 },
    { _id: "bob", balance: 0 },
  ]);
  return accounts;
}

describe("a transaction", () => {
  it("shows its writes to itself at once, to others at the commit, and all together", async () => {
    const accounts = await openAccounts();
    await using session = database.client.startSession();
    session.startTransaction();

    await accounts.updateOne({ _id: "ann" }, { $inc: { balance: -30 } }, { session });
    await accounts.updateOne({ _id: "bob" }, { $inc: { balance: 30 } }, { session });
    await accounts.insertOne({ _id: "cat", balance: 1 }, { session });
    const inside = await accounts.find({}, { session }).sort({ _id: 1 }).toArray();
    const outside = await accounts.find().sort({ _id: 1 }).toArray();
    const counted = await accounts.countDocuments();
    await session.commitTransaction();
    const after = await accounts.find().sort({ _id: 1 }).toArray();

    const moved = [
      { _id: "ann", balance: 70 },
      { _id: "bob", balance: 30 },
      { _id: "cat", balance: 1 },
    ];
    expect({ inside, outside, counted, after }).toEqual({
      inside: moved,
      outside: [
        { _id: "ann", balance: 100 },
        { _id: "bob", balance: 0 },
      ],
      counted: 2,
      after: moved,
    });
  });

  it("leaves nothing behind when it is aborted", async () => {
    const accounts = await openAccounts();
    await accounts.createIndex({ balance: 1 });
    await using session = database.client.startSession();
    session.startTransaction();

    await accounts.updateOne({ _id: "ann" }, { $set: { balance: 5 } }, { session });
    await accounts.deleteOne({ _id: "bob" }, { session });
    await accounts.insertOne({ _id: "cat", balance: 1 }, { session });
    await session.abortTransaction();

    expect(await accounts.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: "ann", balance: 100 },
      { _id: "bob", balance: 0 },
    ]);
    expect(await accounts.find({ balance: { $in: [0, 1, 5] } }).toArray()).toEqual([
      { _id: "bob", balance: 0 },
    ]);
  });

  it("reads the data as it was when it began", async () => {
    const accounts = await openAccounts();
    await using session = database.client.startSession();
    session.startTransaction();

    const before = await accounts.findOne({ _id: "ann" }, { session });
    await accounts.updateOne({ _id: "ann" }, { $set: { balance: 1 } });
    await accounts.deleteOne({ _id: "bob" });
    const still = await accounts.find({}, { session }).sort({ _id: 1 }).toArray();
    await session.commitTransaction();

    expect(before).toEqual({ _id: "ann", balance: 100 });
    expect(still).toEqual([
      { _id: "ann", balance: 100 },
      { _id: "bob", balance: 0 },
    ]);
    expect(await accounts.find().toArray()).toEqual([{ _id: "ann", balance: 1 }]);
  });

  it("fails at once with a write conflict when another holds the document, and withTransaction runs it again", async () => {
    const accounts = await openAccounts();
    await using first = database.client.startSession();
    await using second = database.client.startSession();
    first.startTransaction();
    await accounts.updateOne({ _id: "ann" }, { $inc: { balance: 1 } }, { session: first });

    second.startTransaction();
    const conflict = await accounts
      .updateOne({ _id: "ann" }, { $inc: { balance: 1 } }, { session: second })
      .catch((error: unknown) => error);
    await second.abortTransaction();
    let attempts = 0;
    const retried = second.withTransaction(async () => {
      attempts += 1;
      if (attempts === 2) await first.commitTransaction();
      await accounts.updateOne({ _id: "ann" }, { $inc: { balance: 1 } }, { session: second });
    });
    await retried.catch(() => undefined);
    if (attempts === 2) await second.withTransaction(async () => undefined);

    expect(conflict).toMatchObject({ code: 112, codeName: "WriteConflict" });
    expect((conflict as MongoServerError).hasErrorLabel("TransientTransactionError")).toBe(true);
    expect(attempts).toBeGreaterThan(1);
    expect(await accounts.findOne({ _id: "ann" })).toEqual({ _id: "ann", balance: 102 });
  });

  it("makes a write outside of it wait until it is over", async () => {
    const accounts = await openAccounts();
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: "ann" }, { $inc: { balance: 10 } }, { session });

    let isDone = false;
    const outside = accounts.updateOne({ _id: "ann" }, { $inc: { balance: 1 } }).then((result) => {
      isDone = true;
      return result;
    });
    await accounts.findOne({ _id: "bob" });
    const wasDone = isDone;
    await session.commitTransaction();

    expect(wasDone).toBe(false);
    expect(await outside).toMatchObject({ modifiedCount: 1 });
    expect(await accounts.findOne({ _id: "ann" })).toEqual({ _id: "ann", balance: 111 });
  });

  it("is over after an error: what comes next is told that there is none", async () => {
    const accounts = await openAccounts();
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: "bob" }, { $set: { balance: 9 } }, { session });

    const duplicate = await failure(accounts.insertOne({ _id: "ann", balance: 0 }, { session }));
    const next = await failure(accounts.findOne({ _id: "ann" }, { session }));
    await session.abortTransaction();

    expect(duplicate).toMatchObject({ code: 11000 });
    expect(next).toMatchObject({ code: 251, codeName: "NoSuchTransaction" });
    expect(await accounts.findOne({ _id: "bob" })).toEqual({ _id: "bob", balance: 0 });
  });

  it("is aborted by the server when it lasts too long", async () => {
    const accounts = await openAccounts();
    const admin = database.client.db("admin");
    const { was } = await admin.command({
      setParameter: 1,
      transactionLifetimeLimitSeconds: 0.05,
    });
    onTestFinished(async () => {
      await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: was });
    });
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: "ann" }, { $set: { balance: 1 } }, { session });

    // A write outside of it waits for its end.
    await accounts.updateOne({ _id: "ann" }, { $inc: { balance: 1 } });
    const commit = await failure(session.commitTransaction());

    expect(commit).toMatchObject({ code: 251 });
    expect(await accounts.findOne({ _id: "ann" })).toEqual({ _id: "ann", balance: 101 });
  });

  it("keeps its cursors to itself, and each session its own", async () => {
    const { client, db } = database;
    await openAccounts();
    await using session = client.startSession();
    await using other = client.startSession();
    type Options = Parameters<typeof db.command>[1];
    const open = async (options: Options): Promise<unknown> => {
      const { cursor } = await db.command({ find: "accounts", batchSize: 1 }, options);
      return (cursor as { id: unknown }).id;
    };
    const next = async (id: unknown, options: Options): Promise<unknown> => {
      const getMore = typeof id === "number" ? Long.fromNumber(id) : id;
      return (await failure(db.command({ getMore, collection: "accounts" }, options))).code;
    };

    const outside = await open({ session });
    session.startTransaction();
    const inside = await open({ session });
    const ofOutside = await next(outside, { session });
    await session.abortTransaction();

    expect(ofOutside).toBe(50739);
    expect(await next(inside, { session })).toBe(50740);
    expect(await next(outside, { session: other })).toBe(50738);
    session.startTransaction();
    await open({ session });
    expect(await next(inside, { session })).toBe(50741);
    await session.abortTransaction();
  });

  it("refuses commands that cannot be part of one", async () => {
    await openAccounts();
    await using session = database.client.startSession();
    session.startTransaction();

    expect(await failure(database.db.listCollections({}, { session }).toArray())).toMatchObject({
      code: 263,
      codeName: "OperationNotSupportedInTransaction",
    });
    await session.abortTransaction();
  });

  it.each<[string, string, Document, Document]>([
    [
      "a stage that writes",
      "shop",
      { aggregate: "accounts", pipeline: [{ $out: "copy" }], cursor: {} },
      { code: 263, message: "Stage not supported inside of a multi-document transaction: $out" },
    ],
    [
      "killCursors as its first command",
      "shop",
      { killCursors: "accounts", cursors: [] },
      {
        code: 263,
        message: "Cannot run killCursors as the first operation in a multi-document transaction.",
      },
    ],
    [
      "the server's own databases",
      "config",
      { find: "accounts" },
      { code: 263, message: "Cannot run command against the 'config' database in a transaction." },
    ],
    [
      "a write concern before its end",
      "shop",
      { insert: "accounts", documents: [{}], writeConcern: { w: 1 } },
      { code: 72, message: "writeConcern is not allowed within a multi-statement transaction" },
    ],
  ])("refuses %s", async (_, name, command, expected) => {
    // A client of its own, as the driver does not know of the transaction that is written out here.
    await using client = new MongoClient(database.uri);
    await using session = client.startSession();
    const part = { txnNumber: 1n, autocommit: false, startTransaction: true };

    const refused = await failure(client.db(name).command({ ...command, ...part }, { session }));

    expect(refused).toMatchObject(expected);
  });
});

describe("retryable writes", () => {
  const admin = () => database.client.db("admin");

  it("that were carried out but not answered are not carried out twice", async () => {
    const accounts = await openAccounts();
    const { uri, db } = database;
    await using client = new MongoClient(uri, { retryWrites: true });
    await client.connect();
    const lsid = { id: (client.startSession().id as { id: unknown }).id };
    const command = {
      update: "accounts",
      updates: [{ q: { _id: "ann" }, u: { $inc: { balance: 1 } } }],
      lsid,
      txnNumber: 1n,
    };

    const first = await client.db(db.databaseName).command(command);
    const again = await client.db(db.databaseName).command(command);

    expect(again).toMatchObject({ n: first.n, nModified: 1 });
    expect(await accounts.findOne({ _id: "ann" })).toEqual({ _id: "ann", balance: 101 });
  });

  it("are sent again by the driver when the connection is closed under them", async () => {
    const accounts = await openAccounts();
    await admin().command({
      configureFailPoint: "failCommand",
      mode: { times: 1 },
      data: { failCommands: ["insert"], closeConnection: true },
    });

    await accounts.insertOne({ _id: "cat", balance: 3 });

    expect(await accounts.countDocuments()).toBe(3);
    await admin().command({ configureFailPoint: "failCommand", mode: "off" });
  });
});

describe("the fail point onPrimaryTransactionalWrite", () => {
  const insertAndUpdate = (accounts: Awaited<ReturnType<typeof openAccounts>>) =>
    accounts.bulkWrite([
      { insertOne: { document: { _id: "cat", balance: 3 } } },
      { updateOne: { filter: { _id: "ann" }, update: { $inc: { balance: 1 } } } },
      { updateOne: { filter: { _id: "cat" }, update: { $inc: { balance: 1 } } } },
    ]);
  const configure = (mode: unknown, data?: unknown) =>
    database.client
      .db("admin")
      .command({ configureFailPoint: "onPrimaryTransactionalWrite", mode, data });
  const before = { ann: 100, bob: 0 };
  const after = { ann: 101, bob: 0, cat: 4 };

  it.each<[string, unknown, unknown, unknown, object]>([
    ["loses the answer of one", { times: 1 }, undefined, "done", after],
    ["loses it from the third statement on", { skip: 2 }, undefined, "done", after],
    [
      "fails one before its effect",
      { times: 1 },
      { failBeforeCommitExceptionCode: 1 },
      "done",
      after,
    ],
    [
      "fails each before its effect",
      { times: 2 },
      { failBeforeCommitExceptionCode: 1 },
      expect.stringMatching(/^undefined: connection .* closed$/),
      before,
    ],
    [
      "fails one with an error alone",
      { times: 1 },
      { failBeforeCommitExceptionCode: 1, closeConnection: false },
      "1: Hit the 'onPrimaryTransactionalWrite' failpoint",
      before,
    ],
  ])("%s, and the driver sends it again", async (_, mode, data, outcome, balances) => {
    const accounts = await openAccounts();
    await configure(mode, data);

    const result = await insertAndUpdate(accounts).then(
      () => "done",
      ({ code, message }: MongoServerError) => `${code}: ${message}`,
    );
    await configure("off");

    const left = await accounts.find().toArray();
    expect({
      result,
      balances: Object.fromEntries(left.map(({ _id, balance }) => [_id, balance])),
    }).toEqual({ result: outcome, balances });
  });
});

describe("the fail point failCommand", () => {
  it("gives the labels that MongoDB gives to errors within transactions, and to their ends", async () => {
    const labelsOf = async (name: string, data: Document) => {
      await configure({ times: 1 }, { failCommands: [name], ...data });
      await using session = database.client.startSession();
      session.startTransaction();
      try {
        await database.db.collection("labels").insertOne({}, { session });
        await session.commitTransaction();
      } catch (error) {
        return (error as MongoServerError).errorLabels;
      }
      return "no error";
    };
    const unconfirmed = { writeConcernError: { code: 89, errmsg: "no answer" } };

    expect(await labelsOf("insert", { errorCode: 89 })).toEqual(["TransientTransactionError"]);
    expect(await labelsOf("insert", unconfirmed)).toEqual([]);
    for (const errorCode of [24, 112, 246, 251, 267]) {
      const labels = await labelsOf("commitTransaction", { errorCode });
      expect(labels).toEqual(["TransientTransactionError"]);
    }
  });

  const configure = (mode: unknown, data?: unknown) =>
    database.client.db("admin").command({ configureFailPoint: "failCommand", mode, data });

  it("fails so many commands with code and labels, leaves others alone, and counts", async () => {
    const accounts = await openAccounts();
    await configure(
      { times: 2 },
      { failCommands: ["count"], errorCode: 96, errorLabels: ["MyLabel"] },
    );

    const error = await accounts.estimatedDocumentCount().catch((each: unknown) => each);
    await accounts.findOne();
    const second = await failure(accounts.estimatedDocumentCount());
    const third = await accounts.estimatedDocumentCount();
    const { count } = await configure("off");

    expect(error).toMatchObject({ code: 96 });
    expect((error as MongoServerError).hasErrorLabel("MyLabel")).toBe(true);
    expect(second).toMatchObject({ code: 96 });
    expect({ third, count }).toEqual({ third: 2, count: 2 });
  });

  it("blocks a command, and only for the application that it names", async () => {
    const accounts = await openAccounts();
    await configure("alwaysOn", {
      failCommands: ["find"],
      blockConnection: true,
      blockTimeMS: 60_000,
      appName: "slow",
    });
    await using slow = new MongoClient(database.uri, { appName: "slow" });

    const mine = await accounts.findOne({ _id: "ann" });
    const blocked = await failure(
      slow.db(database.db.databaseName).collection("accounts").findOne({}, { maxTimeMS: 50 }),
    );
    await configure("off");

    expect(mine).toEqual({ _id: "ann", balance: 100 });
    expect(blocked).toMatchObject({ code: 50 });
  });

  it("has few beside it, and the others are refused by name", async () => {
    const admin = database.client.db("admin");

    expect(
      await failure(admin.command({ configureFailPoint: "hangInWrite", mode: "alwaysOn" })),
    ).toMatchObject({ message: expect.stringContaining("run with --mongo docker") });
  });

  it("refuses by name what it would not do", async () => {
    const admin = database.client.db("admin");
    const refused = (mode: Document, data: Document): Promise<Document> =>
      failure(admin.command({ configureFailPoint: "failCommand", mode, data }));
    const failCommands = ["ping"];

    expect(await refused({ activationProbability: 0.5 }, { failCommands })).toMatchObject({
      message: expect.stringContaining("activationProbability is not supported") as string,
    });
    expect(await refused({ times: 1 }, { failCommands, threadName: "a" })).toMatchObject({
      message: expect.stringContaining("threadName of the fail point failCommand") as string,
    });
    expect(await refused({ times: -1 }, { failCommands })).toMatchObject({ code: 2 });
    expect(await admin.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
