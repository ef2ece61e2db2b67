/**
 * @title Blocking: await null lets nothing else run
 * @python await asyncio.sleep(0), which does let the others run
 * @twin yield-to-loop.ts
 * @wrong
 *
 * A long piece of work is cut into 100 pieces, with an await after each. But
 * `await null` goes on from the microtask queue, and the event loop waits until
 * that queue is empty. Notice the reply that stays unread until all is done.
 */
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
  await Promise.resolve(); // or `await null`: the same
}
console.log("the work is done");
await asking;
// #endregion
