/**
 * @title Put each result where there is room
 *
 * As gather.ts, but each answer is pushed when it arrives. So the results are
 * in the order of the replies, and nobody knows which question each answers.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const found: ({ _id: string } | null)[] = [];
await Promise.all(
  list.split(" ").map(async (_id) => {
    found.push(await packages.findOne({ _id }));
  }),
);
console.log(found.map((each) => each?._id).join(" "));
