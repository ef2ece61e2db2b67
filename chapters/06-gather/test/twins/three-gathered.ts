// gather.ts with three letters, so that every order of the replies can be tried.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

const asked = ["a", "b", "c"].map(async (_id) => {
  await letters.findOne({ _id });
  return _id;
});
console.log((await Promise.all(asked)).join(" "));
