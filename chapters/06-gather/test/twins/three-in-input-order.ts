// in-input-order.ts with one query each, so that the order is that of the list alone.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

const asked = ["a", "b", "c"].map(async (_id) => {
  await letters.findOne({ _id });
  return _id;
});
for (const promise of asked) console.log(await promise);
