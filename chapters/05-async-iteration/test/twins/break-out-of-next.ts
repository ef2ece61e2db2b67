/**
 * @title break out of a loop that calls next() by hand
 * @wrong
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

let documents = 0;
for (;;) {
  const found = await cursor.next();
  if (!found) break;
  documents += 1;
  if (documents === 4) {
    console.log(`break at ${found._id}, sent: ${sent.join(", ")}`);
    break;
  }
}
console.log(`after the loop, sent: ${sent.join(", ")}`);
