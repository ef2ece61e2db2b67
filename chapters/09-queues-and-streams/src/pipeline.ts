/**
 * @title pipeline stops reading while the sink is busy
 * @python async for, which reads only when you ask
 * @twin events-on.ts
 *
 * pipeline() hands on one document at a time. When the sink has enough to do,
 * the cursor's stream is not read, and so it asks the server for nothing.
 * Notice that each getMore comes when the batch before it is nearly stored.
 */
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region pipeline
const sink = new Writable({
  objectMode: true,
  highWaterMark: 2,
  write({ _id }, _encoding, stored) {
    copies.insertOne({ _id }).then(() => stored(), stored);
  },
});

const cursor = packages.find({}, { batchSize: 5, limit: 20 });
await pipeline(cursor.stream(), sink);
console.log(`${await copies.countDocuments()} packages copied`);
// #endregion
