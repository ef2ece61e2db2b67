/**
 * @title break out of a loop that calls next() by hand
 * @wrong
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

let documents = 0;
for (;;) {
  const found = await cursor.next();
  if (!found) break;
  console.log(found._id);
  documents += 1;
  if (documents === 4) break;
}
console.log("after the loop");
