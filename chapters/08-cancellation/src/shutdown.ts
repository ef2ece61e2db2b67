/**
 * @title Close the client while requests are at work
 * @python client.close() in a signal handler
 * @twin drain.ts
 * @wrong
 * @latency 300
 *
 * On SIGINT the process closes its client at once. Requests that are at work
 * lose the connection under them and fail, though their answers were on the
 * way. (The program sends the signal to itself, as Ctrl-C would.)
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true,
});
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

async function handleRequest(_id: string) {
  try {
    console.log(`answered: ${(await packages.findOne({ _id }))?._id}`);
  } catch (error) {
    console.log(`failed: ${(error as Error).name}`);
  }
}

// #region shutdown
process.once("SIGINT", () => {
  console.log("SIGINT");
  void client.close();
});
// #endregion

const requests = ["mongodb", "vitest"].map((name) => handleRequest(name));
let sent = 0;
client.on("commandStarted", () => {
  if (++sent === 2) setImmediate(() => process.emit("SIGINT"));
});
await Promise.all(requests);
