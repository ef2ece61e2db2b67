// write-not-undone.ts that gives up before the write is sent: then it has not happened.
import { MongoClient } from "mongodb";

const impatient = new MongoClient(process.env.MONGODB_URI!);
await impatient.connect();
const insert = impatient.db().collection("orders").insertOne({ paid: 100 });
void impatient.close(true);
await insert.catch((error: Error) => console.log(`rejected: ${error.name}`));

await using client = new MongoClient(process.env.MONGODB_URI!);
const order = await client.db().collection("orders").findOne();
console.log("in the database, paid:", order?.["paid"]);
