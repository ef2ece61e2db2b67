/**
 * @title Decode 20,000 documents batch by batch
 * @unsteady how many small queries fit in depends on the machine
 * @python async for over a cursor with batch_size
 * @twin big-reply.ts
 * @latency 20
 * @output small replies read meanwhile: {1..999}
 *
 * The same 20,000 documents in twenty replies. Between two of them the thread
 * is free, so the small replies are read as they arrive. The whole takes
 * longer: each batch is a round trip. Notice the gaps between the slices.
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

const cursor = packages.aggregate(everyDay, { batchSize: 1_000 });
await cursor.next(); // the first document is here
smallReplies = 0;
const rest = await cursor.toArray();
console.log(`small replies read meanwhile: ${smallReplies}`);
console.log(`documents: ${1 + rest.length}`);
// #endregion

isOver = true;
await asking;
