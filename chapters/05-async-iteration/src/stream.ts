/**
 * @title A stream hands on what has arrived
 * @python async for, without the reading ahead
 * @twin to-array.ts
 *
 * A cursor's stream gives out the first document when the first batch is there
 * and holds a few in memory, however many there are; it can be piped into a
 * file or an HTTP response. Notice the getMore between the lines of output.
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

// #region stream
for await (const { _id } of cursor.stream()) {
  console.log(`${_id}, commands sent: ${commands}`);
}
// #endregion
