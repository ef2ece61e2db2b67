/**
 * @title An error in the body of for await
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

try {
  for await (const { _id } of cursor) throw new Error(`cannot use ${_id}`);
} catch {
  console.log("after the loop");
}
