/**
 * @title Wrong: one call and a stopwatch
 * @python time.perf_counter() around one query
 * @twin measure.ts
 * @wrong
 * @latency 0
 * @output once {2..9999} ms
 * @pool default
 *
 * The first query also opens a connection, and your code runs for the first
 * time. So this measures the start of your program, not the query. And from one
 * number you cannot tell how much the next one would differ.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region measure-once
const startMs = performance.now();
await packages.findOne({ _id: "bson" });
console.log("once", (performance.now() - startMs).toFixed(2), "ms");
// #endregion
