/**
 * @title The same ten documents in the driver's own batch size
 * @wrong
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const cursor = packages
  .find({ _id: /^[a-z]/ })
  .sort({ _id: 1 })
  .limit(10);

for await (const { _id } of cursor) console.log(_id);
