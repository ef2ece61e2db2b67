/**
 * @title Blocking: decode 20,000 documents in one piece
 * @unsteady how many small queries fit in depends on the machine
 * @python a large list(cursor) in an async view
 * @twin in-batches.ts
 * @wrong
 * @latency 20
 *
 * Waiting costs the thread nothing, but decoding a reply does. A reply of
 * 20,000 documents holds the thread until all of them are decoded. Notice the
 * small query whose reply arrives in that time and stays unread.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// 1,000 days of 20 packages: the server makes them up, nothing is stored.
const everyDay = [
  { $limit: 20 },
  { $project: { description: 1, day: { $range: [0, 1000] } } },
  { $unwind: "$day" },
];

// #region read
let isOver = false;
let smallReplies = 0;
async function askMeanwhile() {
  for (; !isOver; smallReplies++) await packages.findOne({ _id: "mongodb" });
}
const asking = askMeanwhile();

const cursor = packages.aggregate(everyDay, { batchSize: 50_000 });
await cursor.next(); // the first document is here
smallReplies = 0;
const rest = await cursor.toArray();
console.log(`small replies read meanwhile: ${smallReplies}`);
console.log(`documents: ${1 + rest.length}`);
// #endregion

isOver = true;
await asking;
