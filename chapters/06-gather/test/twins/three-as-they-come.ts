// results-as-they-come.ts with three letters, so that every order of the replies can be tried.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

const found: string[] = [];
await Promise.all(
  ["a", "b", "c"].map(async (_id) => {
    await letters.findOne({ _id });
    found.push(_id);
  }),
);
console.log(found.join(" "));
