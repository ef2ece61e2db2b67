/**
 * @title Read only when there is room for the work
 * @unsteady how many follow each other depends on the machine
 * @python a bounded queue, or aiostream's map with a task limit
 * @twin cursor-into-limiter.ts
 *
 * p-map takes the cursor itself. It reads the next document when one of its
 * three places is free, so no more than a batch is ever in memory. Notice that
 * finds and inserts take turns until the end.
 */
import { MongoClient } from "mongodb";
import pMap from "p-map";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region limit
const cursor = packages.find({}, { batchSize: 20, limit: 60 });
const copy = ({ _id }: { _id: string }) => copies.insertOne({ _id });
await pMap(cursor, copy, { concurrency: 3 });
console.log(`${await copies.countDocuments()} packages copied`);
// #endregion
