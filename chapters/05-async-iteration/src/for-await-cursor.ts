/**
 * @title for await reads a cursor in batches
 * @python async for package in packages.find().batch_size(3)
 * @twin to-array.ts
 *
 * Ten documents, three at a time: one find and three getMore. The loop body
 * gets one document after the other and knows nothing of batches. Notice that
 * only every third turn of the loop waits for the server.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

// #region read
const cursor = packages
  .find({ _id: /^[a-z]/ })
  .sort({ _id: 1 })
  .limit(10)
  .batchSize(3);

let documents = 0;
for await (const { _id } of cursor) {
  documents += 1;
  console.log(`${documents} ${_id}, commands so far: ${sent.length}`);
}
// #endregion

console.log(`${documents} documents by ${sent.join(", ")}`);
