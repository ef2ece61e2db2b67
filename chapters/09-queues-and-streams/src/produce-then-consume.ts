/**
 * @title Slow: read everything, then store everything
 * @python two loops, one after the other
 * @twin async-queue.ts
 * @wrong
 *
 * The first loop reads twelve packages in four batches. The second loop stores
 * them one by one. Neither needs the other to be over, but it waits for it.
 * Notice that the first insert starts after the last getMore.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region both
const names: string[] = [];
for await (const { _id } of packages.find({}, { batchSize: 3, limit: 12 })) {
  names.push(_id);
}
for (const _id of names) {
  await copies.insertOne({ _id });
}
console.log(`${await copies.countDocuments()} packages copied`);
// #endregion
