/**
 * @title Its connection breaks at the second query
 * @cut find 2
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { retryReads: false });
const packages = client.db().collection<{ _id: string }>("packages");

await packages.findOne({ _id: "mongodb" });
try {
  await packages.findOne({ _id: "tsx" });
} catch (error) {
  console.log(error instanceof Error ? error.constructor.name : "no error");
}
