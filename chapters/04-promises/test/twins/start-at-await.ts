/**
 * @title A call that waits for its await, as a Python coroutine does
 * @wrong
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

async function findPackage(name: string) {
  console.log("  body: runs up to its first await");
  const found = await packages.findOne({ _id: name });
  console.log("  body: goes on with the reply");
  return found?._id;
}

console.log("before the call");
const start = () => findPackage("mongodb");
console.log("after the call:", new Promise(() => {}));

await packages.estimatedDocumentCount();
await packages.estimatedDocumentCount();
console.log("other work is done, now await the promise");
console.log("awaited:", await start());
