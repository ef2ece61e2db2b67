import { expect, test } from "vitest";
import { needsRegistry } from "../src/orders/needs-registry.ts";

const head = 'import { MongoClient } from "mongodb";\nconst db = client.db();\n';

test.each([
  ["its own collection", 'await db.collection("accounts").insertOne({ _id: "ada" });'],
  ["the connection string alone", "new MongoClient(process.env.MONGODB_URI!);"],
])("a program with %s has no use for the sample data", (_what, body) => {
  expect(needsRegistry(head + body)).toBe(false);
});

test.each([
  ["the collection's name", 'await db.collection("packages").findOne();'],
  ["a file of its own", 'import { name } from "./name.ts";'],
  ["an argument", "await db.collection(process.argv[2]!).findOne();"],
  ["a variable of the environment", "await db.collection(process.env.NAME!).findOne();"],
  ["a list of collections", "await db.listCollections().toArray();"],
  ["all collections", "for (const each of await db.collections()) await each.findOne();"],
  ["a command", "await db.command({ dbStats: 1 });"],
  ["statistics", "await db.stats();"],
])("a program with %s may see that the sample data is missing", (_what, body) => {
  expect(needsRegistry(head + body)).toBe(true);
});
