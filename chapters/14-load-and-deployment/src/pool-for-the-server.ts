/**
 * @title A pool as large as what the server can do at once
 * @python AsyncMongoClient(maxPoolSize=2)
 * @twin pool-too-large.ts
 * @same-output both make all reports; they differ in where the queue stands
 * @latency 0
 * @unsteady how many a busy server holds at once depends on the machine
 * @same-picture where the queue stands is what the claim counts
 *
 * Two at a time are done as soon as 12 at a time, because the server was the
 * slow part. But each query is quick once it is sent, the rest of the database
 * keeps some room, and the queue is in your process: there you can limit it.
 */
import { MongoClient } from "mongodb";

// #region pool-for-the-server
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { maxPoolSize: 2 });
const packages = client.db().collection("packages");
const report = [
  { $set: { n: { $range: [0, 20] } } },
  { $unwind: "$n" },
  { $group: { _id: "$license", total: { $sum: "$n" } } },
];
const ask = () => packages.aggregate(report).toArray();
const reports = await Promise.all(Array.from({ length: 12 }, ask));
console.log("reports:", reports.length);
// #endregion
