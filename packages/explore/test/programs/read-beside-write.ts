/**
 * @title A query beside an update
 *
 * What the query sees and which answer is heard first are two questions: a reply may be overtaken on its way.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0 });

const heard: string[] = [];
const [seen] = await Promise.all([
  accounts.findOne({ _id: "ada" }).finally(() => heard.push("query")),
  accounts
    .updateOne({ _id: "ada" }, { $set: { balance: 100 } })
    .finally(() => heard.push("update")),
]);
console.log(`saw ${seen?.balance}, heard the ${heard[0]} first`);
