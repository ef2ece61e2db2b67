/**
 * @title Wrong: a larger pool for a server that is busy already
 * @python AsyncMongoClient(maxPoolSize=12)
 * @twin pool-for-the-server.ts
 * @wrong
 * @latency 0
 * @unsteady how many a busy server holds at once depends on the machine
 * @same-picture where the queue stands is what the claim counts
 *
 * These queries are slow because the server computes. With 12 connections all
 * of them are at the server at once, and each takes many times as long. The
 * queue has moved from your process into the server, where you cannot see it.
 */
import { MongoClient } from "mongodb";

// #region pool-too-large
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { maxPoolSize: 12 });
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
