/**
 * @title Three queries, and the first answer wins
 *
 * Which one it is depends on the order of the replies.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const names = ["mongodb", "vitest", "tsx"];
const first = await Promise.race(names.map((_id) => packages.findOne({ _id })));
console.log(`first: ${first?._id}`);
