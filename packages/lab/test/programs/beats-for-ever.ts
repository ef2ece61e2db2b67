import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const found = await client.db().collection("packages").find({}).limit(1).toArray();
console.log(`${found.length} package`);
setInterval(() => {}, 10);
