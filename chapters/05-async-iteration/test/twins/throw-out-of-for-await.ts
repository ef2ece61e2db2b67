/**
 * @title An error in the body of for await
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

try {
  for await (const { _id } of cursor) throw new Error(`cannot use ${_id}`);
} catch {
  console.log(`after the loop, sent: ${sent.join(", ")}`);
}
