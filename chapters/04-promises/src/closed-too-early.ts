/**
 * @title Bug: the client is closed before a write is sent
 * @python asyncio.create_task(visits.insert_one(…)), and nobody awaits it
 * @twin closed-at-the-end.ts
 * @wrong
 * @exits 1
 *
 * "Nobody needs to wait for the visit to be noted." So the insert is started
 * and not awaited, and the next line closes the client. The visit is lost, and
 * the error ends the program. Notice that there is no insert in the picture.
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const visits = client.db().collection<{ name: string }>("visits");

// #region close
try {
  const found = await packages.findOne({ _id: "mongodb" });
  console.log("found", found?._id);
  // oxlint-disable-next-line typescript/no-floating-promises -- the lesson
  visits.insertOne({ name: "mongodb" });
} finally {
  await client.close();
}
console.log("closed");
// #endregion
