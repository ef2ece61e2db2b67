/**
 * @title for await reads a cursor in batches
 * @python async for package in packages.find().batch_size(3)
 * @twin to-array.ts
 *
 * Ten documents, three at a time: one find and three getMore. The loop's body
 * gets one document after the other and knows nothing of batches. Notice that
 * three lines are printed at a time: only every third turn waits for the
 * server.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region read
const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });

for await (const { _id } of cursor) console.log(_id);
// #endregion
