/**
 * @title findOne() sends its query when it is called
 * @wrong
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

const finding = packages.findOne({ _id: "mongodb" });
console.log("after find():", sent);

console.log("after sort() and limit():", sent);

await packages.estimatedDocumentCount();
console.log("other work is done, now read the cursor:", sent);

const found = await finding;
console.log("after toArray():", sent);

console.log("read:", found?._id);
