/**
 * @title Blocking: decode 20,000 documents in one piece
 * @unsteady how many small queries fit in depends on the machine
 * @python a large list(cursor) in an async view
 * @twin in-batches.ts
 * @wrong
 * @latency 20
 * @output {1..999} small queries, the slowest: {1L..400L} ms
 *
 * Waiting costs the thread nothing, but decoding a reply does. One reply with
 * 20,000 documents holds the thread until all of them are decoded. Notice the
 * small query whose reply has long arrived and lies unread.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 2, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 2; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

// 1,000 days of 20 packages: the server makes them up, nothing is stored.
const everyDay = [
  { $sort: { _id: 1 } },
  { $limit: 20 },
  { $project: { description: 1, day: { $range: [0, 1000] } } },
  { $unwind: "$day" },
];

const reading = { isOver: false };

async function readAll() {
  // #region batch
  const cursor = packages.aggregate(everyDay, { batchSize: 20_000 });
  const documents = await cursor.toArray();
  // #endregion
  reading.isOver = true;
  console.log(`${documents.length} documents`);
}

async function askMeanwhile() {
  const times = [];
  while (!reading.isOver) {
    const startedAt = performance.now();
    await packages.findOne({ _id: "mongodb" });
    times.push(performance.now() - startedAt);
  }
  const slowestMs = Math.round(Math.max(...times));
  console.log(`${times.length} small queries, the slowest: ${slowestMs} ms`);
}

await Promise.all([readAll(), askMeanwhile()]);
