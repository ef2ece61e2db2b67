/**
 * @title Let the event loop turn between two pieces of work
 * @python await asyncio.sleep(0)
 * @twin microtask-starvation.ts
 *
 * The same 100 pieces, but `setImmediate` goes on in the next turn of the event
 * loop. In between, replies are read and timers fire. Notice that the reply is
 * read while the work goes on.
 */
import { setImmediate } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const documents = await packages.find().limit(100).toArray();

// #region yield
function parse(document: object) {
  const until = performance.now() + 4;
  while (performance.now() < until); // stands for 4 ms of work
  return document;
}

async function ask() {
  await packages.findOne({ license: "ISC" });
  console.log("the reply is read");
}
const asking = ask();

for (const document of documents) {
  parse(document);
  await setImmediate();
}
console.log("the work is done");
await asking;
// #endregion
