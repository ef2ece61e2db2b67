/**
 * @title Ask for everything, then wait
 * @python asyncio.gather
 * @twin one-by-one.ts
 * @latency 100
 *
 * Ten queries that do not need each other take as long as the slowest one.
 * Promise.all gives the results in the order in which you asked, whatever the
 * order of the replies. Notice that all ten are sent before the first reply.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region gather
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => packages.findOne({ _id }));
const found = await Promise.all(asked); // waits; it starts nothing
console.log(found.map((each) => each?._id).join(" "));
// #endregion
