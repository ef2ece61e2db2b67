// pool-waves.ts with an await before each query: the pool never needs a second connection.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
for (let i = 0; i < 10; i++) await packages.findOne({ license: "MIT" });
console.log("10 queries asked");
