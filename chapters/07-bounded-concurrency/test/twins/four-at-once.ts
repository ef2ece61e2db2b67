// four-two-at-a-time.ts without a limit.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

await Promise.all(["a", "b", "c", "d"].map((_id) => letters.findOne({ _id })));
console.log("4 letters");
