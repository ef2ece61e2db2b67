/**
 * @title findOne() sends its query when it is called
 * @wrong
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

client.on("commandStarted", ({ commandName }) => console.log(commandName));

const finding = packages.findOne({ _id: "mongodb" });
console.log("after find()");

console.log("after sort() and limit()");

await packages.estimatedDocumentCount();
console.log("other work is done, now read the cursor");

const first = await finding;
console.log("after toArray():", first?._id);

client.removeAllListeners();
