/**
 * @title The same ten documents in the driver's own batch size
 * @wrong
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

const cursor = packages
  .find({ _id: /^[a-z]/ })
  .sort({ _id: 1 })
  .limit(10);

let documents = 0;
for await (const { _id } of cursor) {
  documents += 1;
  console.log(`${documents} ${_id}, commands so far: ${sent.length}`);
}

console.log(`${documents} documents by ${sent.join(", ")}`);
