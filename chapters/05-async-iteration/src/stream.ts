/**
 * @title A cursor's stream passes on what has arrived
 * @python async for, without the reading ahead
 * @twin to-array.ts
 *
 * The stream delivers the first document when the first batch has arrived, and
 * holds only a few in memory. It can be piped into a file or an HTTP response.
 * Notice that the lines come in groups, one after each reply.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region stream
const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });

for await (const { _id } of cursor.stream()) console.log(_id);
// #endregion
