/** @members 3 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const hello = await client.db().command({ hello: 1 });
console.log("hosts:", hello.hosts.length);
const stepDown = client.db("admin").command({ replSetStepDown: 60 });
await Promise.all([stepDown, client.db().collection("orders").insertOne({})]);
