/**
 * @title Wrong: events pile up while you work
 * @same-picture the same commands; the claims show when they are sent
 * @python a callback that appends to a list
 * @twin pipeline.ts
 * @wrong
 * @same-output both copy the same packages; the picture shows when
 *
 * Listening for "data" makes a stream flow: it reads as fast as the server
 * answers. on() keeps what you have not taken yet in a list without a limit.
 * Notice that every getMore is over long before the inserts are.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region events
const stream = packages.find({}, { batchSize: 5, limit: 20 }).stream();
for await (const [{ _id }] of on(stream, "data", { close: ["end"] })) {
  await copies.insertOne({ _id });
}
console.log(`${await copies.countDocuments()} packages copied`);
// #endregion
