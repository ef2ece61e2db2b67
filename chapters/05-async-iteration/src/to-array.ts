/**
 * @title toArray waits for the last batch
 * @same-picture the same commands; the claims show when they are sent
 * @python await packages.find().to_list()
 * @twin stream.ts
 * @same-output both print the same ten names; the picture shows when
 *
 * toArray reads the cursor to its end and hands over everything at once. For
 * ten documents that is fine: one line, and no loop. Notice that the first
 * document comes with the first reply, and is printed after the fourth.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region to-array
const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });

const found = await cursor.toArray();
for (const { _id } of found) console.log(_id);
// #endregion
