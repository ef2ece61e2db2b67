import { MongoClient, type Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

describe("the Stable API", () => {
  const sessions = { aggregate: 1, pipeline: [{ $listLocalSessions: {} }], cursor: {} };

  it.each<[string, Document, Document]>([
    [
      "a version that does not exist",
      { ping: 1, apiVersion: "2" },
      { code: 322, codeName: "APIVersionError" },
    ],
    ["strictness without a version", { ping: 1, apiStrict: true }, { code: 4886600 }],
    [
      "a command beyond it",
      { distinct: "c", key: "a", apiVersion: "1", apiStrict: true },
      {
        code: 323,
        codeName: "APIStrictError",
        message: "Provided apiStrict:true, but the command distinct is not in API Version 1",
      },
    ],
    [
      "a stage beyond it",
      { ...sessions, apiVersion: "1", apiStrict: true },
      { code: 323, message: expect.stringContaining("the stage $listLocalSessions is not in") },
    ],
  ])("refuses %s", async (_, command, expected) => {
    expect(await failure(database.db.command(command))).toMatchObject(expected);
  });

  it("lets a strict client do what is in it, and others all", async () => {
    await using client = new MongoClient(database.uri, {
      serverApi: { version: "1", strict: true, deprecationErrors: true },
    });
    const things = client.db(database.db.databaseName).collection("things");

    await client.withSession((session) =>
      session.withTransaction(() => things.insertOne({ a: 1 }, { session })),
    );
    await things.updateOne({}, { $inc: { a: 1 } });
    const found = await things.find().project({ _id: 0 }).toArray();
    const counted = [await things.countDocuments(), await things.estimatedDocumentCount()];
    const loose = await database.db.command({ distinct: "things", key: "a", apiVersion: "1" });

    expect({ found, counted }).toEqual({ found: [{ a: 2 }], counted: [1, 1] });
    expect(loose).toMatchObject({ values: [2] });
  });
});
