/**
 * @title An async function starts when it is called
 * @python a call of a coroutine function runs none of its body
 * @twin lazy-cursor.ts
 *
 * A call runs the body at once, up to its first await, and returns a promise
 * for the rest. Notice that the reply is read while the program is busy with
 * something else: nobody awaits the promise yet.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region eager
async function findPackage(name: string) {
  console.log("  body: runs up to its first await");
  const found = await packages.findOne({ _id: name });
  console.log("  body: goes on with the reply");
  return found?._id;
}

console.log("before the call");
const promise = findPackage("mongodb");
console.log("after the call:", promise);

await packages.estimatedDocumentCount(); // other work: two round trips
await packages.estimatedDocumentCount();
console.log("other work is done, now await the promise");
console.log("awaited:", await promise);
// #endregion
