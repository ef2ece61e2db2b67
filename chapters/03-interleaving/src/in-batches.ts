/**
 * @title Decode 20,000 documents batch by batch
 * @unsteady how many small queries fit in depends on the machine
 * @python async for over a cursor with batch_size
 * @twin big-reply.ts
 * @latency 20
 * @output {1..999} small queries, the slowest: {1L..400L} ms
 *
 * The same 20,000 documents in twenty replies. Between two of them the thread
 * is free, so the small queries are read when they arrive. All together takes
 * longer, as each batch is a round trip. Notice the gaps between the slices.
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
  const cursor = packages.aggregate(everyDay, { batchSize: 1_000 });
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
