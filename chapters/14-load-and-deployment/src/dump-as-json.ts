/**
 * @title Wrong: a backup with JSON.stringify
 * @python json.dumps(default=str)
 * @twin dump-and-restore.ts
 * @wrong
 * @latency 20
 *
 * Every document is in the file, and the count is right. But JSON has no dates
 * and no decimals: they come back as text. And nobody thought of the indexes.
 * You notice that when you restore, if you have ever tried.
 */
import { MongoClient } from "mongodb";
import { seedOrders, tellDifference } from "./orders.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
// #region dump-as-json
const orders = await seedOrders(client.db());
const restored = client.db().collection("restored");

const dump = JSON.stringify(await orders.find().toArray());

await restored.insertMany(JSON.parse(dump));
await tellDifference(orders, restored);
// #endregion
