/**
 * @title Close the client after the last reply
 * @python await visits.insert_one(…)
 * @twin closed-too-early.ts
 *
 * Every query and every write must be awaited before the client is closed, even
 * one whose result nobody needs. Notice that the insert is in the picture now,
 * and that it gets its reply.
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const visits = client.db().collection<{ name: string }>("visits");

// #region close
try {
  const found = await packages.findOne({ _id: "mongodb" });
  console.log("found", found?._id);
  await visits.insertOne({ name: "mongodb" });
} finally {
  await client.close();
}
console.log("closed");
// #endregion
