/**
 * @title Three workers that push what they find into one list
 *
 * The list is in the order of the replies.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const found: string[] = [];
async function find(_id: string): Promise<void> {
  const each = await packages.findOne({ _id });
  if (each) found.push(each._id);
}
await Promise.all([find("mongodb"), find("vitest"), find("tsx")]);
console.log(found.join(" "));
