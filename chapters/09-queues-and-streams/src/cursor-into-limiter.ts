/**
 * @title Wrong: a limit on the work, none on the reading
 * @unsteady how many follow each other depends on the machine
 * @python create_task for each document, with a Semaphore inside
 * @twin cursor-with-limit.ts
 * @wrong
 * @output all is read, {30..60} wait in memory
 *
 * The limiter runs three inserts at once, and queues the rest. The loop never
 * waits for it, so the whole result ends up in that queue. Notice that all
 * reading is over when the first inserts are still under way.
 */
import { MongoClient } from "mongodb";
import pLimit from "p-limit";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region limit
const limit = pLimit(3);
const jobs = [];
const cursor = packages.find({}, { batchSize: 20, limit: 60 });
for await (const { _id } of cursor) {
  jobs.push(limit(() => copies.insertOne({ _id })));
}
console.log(`all is read, ${limit.pendingCount} wait in memory`);
await Promise.all(jobs);
// #endregion
