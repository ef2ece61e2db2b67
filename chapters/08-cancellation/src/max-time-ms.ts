/**
 * @title maxTimeMS: let the server stop the work
 * @python max_time_ms of find and aggregate
 * @twin signal-timeout.ts
 *
 * A signal ends your waiting. maxTimeMS travels with the command, and the
 * server itself gives up when the time is over. It answers with error 50, the
 * connection stays open, and nothing goes on working for nobody.
 */
import { MongoClient, MongoServerError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region max-time
// Every package with every other, and with every other again: millions.
const other = {
  $lookup: { from: "packages", pipeline: [{ $project: { _id: 1 } }], as: "o" },
};
const pipeline = [other, { $unwind: "$o" }, other, { $unwind: "$o" }];
const comment = "every package with every other";

try {
  await packages.aggregate(pipeline, { maxTimeMS: 100, comment }).toArray();
} catch (error) {
  if (!(error instanceof MongoServerError)) throw error;
  console.log(`error ${error.code}: ${error.codeName}`);
}
// #endregion

const running = await client
  .db("admin")
  .aggregate([{ $currentOp: {} }, { $match: { "command.comment": comment } }])
  .toArray();
console.log("still running on the server:", running.length);
