/**
 * @title A promise can be awaited as often as you like
 * @python RuntimeError: cannot reuse already awaited coroutine
 *
 * A promise is not the work, but the place where its one result will be. Every
 * await of it gives the same object, and only the call sends a query. Notice
 * the one bar in the picture, although 102 awaits read its result.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region twice
const promise = packages.findOne({ _id: "mongodb" });

const first = await promise;
const second = await promise;
console.log("the same object both times:", first === second);

const readers = Array.from({ length: 100 }, async () => await promise);
const documents = new Set(await Promise.all(readers));
console.log("100 more awaits, different objects:", documents.size);
// #endregion
