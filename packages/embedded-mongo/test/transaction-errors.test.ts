import type { ClientSession, CommandSucceededEvent, Document } from "mongodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

async function withBooks() {
  const books = database.db.collection<{ _id: number; n?: number }>("books");
  await books.insertOne({ _id: 1, n: 0 });
  return books;
}

/** Collects the replies to commands of one name, as they came. */
function repliesTo(name: string): Document[] {
  const replies: Document[] = [];
  const note = ({ commandName, reply }: CommandSucceededEvent): void => {
    if (commandName === name) replies.push(reply as Document);
  };
  database.client.on("commandSucceeded", note);
  onTestFinished(() => {
    database.client.off("commandSucceeded", note);
  });
  return replies;
}

/** A command that is begun while the first one still waits for its connection starts the transaction, too. */
function pretendThatNothingWasSent(session: ClientSession): void {
  const { transaction } = session as unknown as { transaction: { state: string } };
  transaction.state = "STARTING_TRANSACTION";
}

describe("within a transaction", () => {
  it("a duplicate key is a write error of a command that succeeds, ends the batch, and ends the transaction", async () => {
    const books = await withBooks();
    const replies = repliesTo("insert");
    await using session = database.client.startSession();
    session.startTransaction();

    const documents = [{ _id: 2 }, { _id: 1 }, { _id: 3 }];
    const insert = await failure(books.insertMany(documents, { session, ordered: false }));
    const next = await failure(books.insertOne({ _id: 4 }, { session }));
    await session.abortTransaction();

    const message = `E11000 duplicate key error collection: ${books.namespace} index: _id_ dup key: { _id: 1 }`;
    expect(insert).toEqual({ name: "MongoBulkWriteError", code: 11000, message });
    expect(replies.map(({ ok, n, writeErrors }) => ({ ok, n, writeErrors }))).toEqual([
      {
        ok: 1,
        n: 1,
        writeErrors: [
          { index: 1, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 }, errmsg: message },
        ],
      },
    ]);
    expect(next).toMatchObject({ code: 251, codeName: "NoSuchTransaction" });
    expect(await books.countDocuments()).toBe(1);
  });

  it("a write conflict fails the command, with the label by which the driver runs it all again", async () => {
    const books = await withBooks();
    await using first = database.client.startSession();
    await using second = database.client.startSession();
    first.startTransaction();
    second.startTransaction();
    await books.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first });

    const error = await books
      .updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second })
      .catch((each: unknown) => each);
    await first.abortTransaction();
    await second.abortTransaction();

    expect(error).toMatchObject({
      name: "MongoServerError",
      code: 112,
      codeName: "WriteConflict",
      errorLabels: ["TransientTransactionError"],
    });
  });

  it("the second command that would start it is refused, and the transaction goes on", async () => {
    const books = await withBooks();
    await using session = database.client.startSession();
    session.startTransaction();
    await books.insertOne({ _id: 2 }, { session });

    pretendThatNothingWasSent(session);
    const again = await books.insertOne({ _id: 3 }, { session }).catch((each: unknown) => each);
    await books.insertOne({ _id: 4 }, { session });
    await session.commitTransaction();

    expect(again).toMatchObject({
      code: 117,
      codeName: "ConflictingOperationInProgress",
      message:
        "Only servers in a sharded cluster can start a new transaction at the active transaction number",
    });
    expect((again as { errorLabels?: string[] }).errorLabels ?? []).toEqual([]);
    expect(await books.distinct("_id")).toEqual([1, 2, 4]);
  });

  it("commands run one after the other: a commit waits for a query that nobody awaited", async () => {
    const books = await withBooks();
    await using session = database.client.startSession();
    session.startTransaction();
    await books.insertOne({ _id: 2 }, { session });
    const ended: string[] = [];

    const slow = books
      .find({ $where: "sleep(100) || true" }, { session })
      .toArray()
      .then(({ length }) => ended.push(`found ${length}`));
    const commit = session.commitTransaction().then(() => ended.push("committed"));
    await Promise.all([slow, commit]);

    expect(ended).toEqual(["found 2", "committed"]);
  });
});
