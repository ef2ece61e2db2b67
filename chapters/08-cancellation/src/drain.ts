/**
 * @title Take no more requests, finish those at work, then close
 * @python a shutdown handler that awaits its tasks
 * @twin shutdown.ts
 * @latency 300
 *
 * The server keeps a set of what it is working on. On SIGINT it waits until the
 * set is empty, and only then closes the client. Notice that both bars end
 * before the connections do.
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

// #region drain
const atWork = new Set<Promise<void>>();

function accept(name: string) {
  const request = handleRequest(name).finally(() => atWork.delete(request));
  atWork.add(request);
}

async function drain() {
  console.log(`SIGINT: ${atWork.size} requests at work`);
  await Promise.all(atWork);
  await client.close();
  console.log("closed");
}
process.once("SIGINT", () => void drain());
// #endregion

accept("mongodb");
accept("vitest");
let sent = 0;
client.on("commandStarted", () => {
  if (++sent === 2) setImmediate(() => process.emit("SIGINT"));
});
