/**
 * @title A cursor starts when it is read
 * @python a coroutine, which starts when it is awaited
 * @twin eager-start.ts
 *
 * find() returns a cursor, not a promise, and a cursor is a description: it
 * sends nothing until somebody reads from it. That is what leaves room for
 * sort() and limit(). Notice that a whole round trip passes without a find.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

// #region lazy
const cursor = packages.find({ _id: "mongodb" });
console.log("after find():", sent);

cursor.sort({ _id: 1 }).limit(1);
console.log("after sort() and limit():", sent);

await packages.estimatedDocumentCount();
console.log("other work is done, now read the cursor:", sent);

const found = await cursor.toArray();
console.log("after toArray():", sent);
// #endregion

console.log("read:", found[0]?._id);
