/**
 * @title A promise can be awaited as often as you like
 * @python RuntimeError: cannot reuse already awaited coroutine
 *
 * A promise is a place for one result, not the work that makes it: every await
 * of it gets the same object, and only the call sends a command. Notice the
 * one query in the picture, though 102 awaits read its result.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

let commands = 0;
client.on("commandStarted", () => (commands += 1));

// #region twice
const promise = packages.findOne({ _id: "mongodb" });

const first = await promise;
const second = await promise;
console.log(`the same object both times: ${first === second}`);

const readers = Array.from({ length: 100 }, async () => await promise);
const documents = new Set(await Promise.all(readers));
console.log(`100 more awaits, different objects: ${documents.size}`);
console.log(`commands sent: ${commands}`);
// #endregion
