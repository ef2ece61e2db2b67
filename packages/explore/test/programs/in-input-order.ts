/**
 * @title Three queries, results in the order of asking
 *
 * Promise.all keeps the order, whichever reply comes first.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const names = ["mongodb", "vitest", "tsx"];
const found = await Promise.all(names.map((_id) => packages.findOne({ _id })));
console.log(found.map((each) => each?._id).join(" "));
