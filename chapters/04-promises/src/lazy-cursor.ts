/**
 * @title A cursor starts when it is read
 * @python a cursor there has sent nothing either
 * @twin eager-start.ts
 *
 * find() returns a cursor, not a promise. A cursor only describes a query, and
 * sends nothing until somebody reads from it. That leaves time for sort() and
 * limit(). Notice that other work is done first, and then the find is sent.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true, // or the driver does not report its commands
});
const packages = client.db().collection<{ _id: string }>("packages");

// #region lazy
client.on("commandStarted", ({ commandName }) => console.log(commandName));

const cursor = packages.find({ _id: "mongodb" });
console.log("after find()");

cursor.sort({ _id: 1 }).limit(1);
console.log("after sort() and limit()");

await packages.estimatedDocumentCount(); // sends "count"
console.log("other work is done, now read the cursor");

const [first] = await cursor.toArray();
console.log("after toArray():", first?._id);
// #endregion

client.removeAllListeners();
