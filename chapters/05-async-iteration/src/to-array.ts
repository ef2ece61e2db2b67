/**
 * @title toArray waits for the last batch
 * @python await packages.find().to_list()
 * @twin stream.ts
 *
 * toArray reads the cursor to its end and hands over everything at once. Fine
 * for ten documents: one line and no loop. Notice that the first document came
 * with the first reply, and is printed after the fourth.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

let commands = 0;
client.on("commandStarted", () => (commands += 1));

const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });

// #region to-array
for (const { _id } of await cursor.toArray()) {
  console.log(`${_id}, commands sent: ${commands}`);
}
// #endregion
