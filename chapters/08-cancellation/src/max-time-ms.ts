/**
 * @title Let the server stop the work
 * @python max_time_ms of find and aggregate
 * @twin signal-timeout.ts
 * @latency 50
 *
 * A signal stops your waiting. maxTimeMS goes along with the command, and the
 * server itself gives up when the time is over. It answers with error 50, so
 * the connection stays open and nothing goes on working for nobody.
 */
import { MongoClient, MongoServerError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);

// Every package with every other, and with every other again: millions.
const everyPackage = (as: string) => [
  { $lookup: { from: "packages", pipeline: [{ $project: { _id: 1 } }], as } },
  { $unwind: `$${as}` },
];
const forEver = [...everyPackage("second"), ...everyPackage("third")];

const comment = "every package with every other";

// #region max-time
try {
  const pipeline = [...forEver, { $count: "n" }];
  await packages.aggregate(pipeline, { maxTimeMS: 100, comment }).toArray();
} catch (error) {
  if (!(error instanceof MongoServerError)) throw error;
  console.log(`error ${error.code}: ${error.codeName}`);
}
// #endregion

console.log(`connections closed: ${closed}`);
const running = await client
  .db("admin")
  .aggregate([{ $currentOp: {} }, { $match: { "command.comment": comment } }])
  .toArray();
console.log(`still running on the server: ${running.length}`);
