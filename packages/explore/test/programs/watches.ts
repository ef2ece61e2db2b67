/**
 * @title A change stream beside the insert that it shows
 *
 * The server answers the stream's getMore when there is something to tell.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: string }>("orders");
await orders.insertOne({ _id: "first" });

await using stream = orders.watch();
const next = stream.next();
await orders.findOne({ _id: "first" });
await orders.insertOne({ _id: "second" });
const change = await next;
console.log(change.operationType);
