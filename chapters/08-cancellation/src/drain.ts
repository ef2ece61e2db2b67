/**
 * @title Graceful shutdown: accept no more, finish, then close
 * @python a shutdown handler that awaits its tasks
 * @twin shutdown.ts
 * @latency 400
 * @unordered answered:
 *
 * The server keeps a set of running requests. On SIGINT it accepts no more,
 * waits until the set is empty, and only then closes the client. Notice that
 * both bars end before "closed", and that the late request is never sent.
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

async function handleRequest(_id: string) {
  try {
    const found = await packages.findOne({ _id });
    console.log("answered:", found?._id);
  } catch (error) {
    console.log("failed:", (error as Error).name);
  }
}

// #region drain
const atWork = new Set<Promise<void>>();
let isClosing = false;

function accept(name: string) {
  if (isClosing) return console.log("refused:", name);
  const request = handleRequest(name).finally(() => atWork.delete(request));
  atWork.add(request);
}

async function drain() {
  isClosing = true;
  console.log("SIGINT, requests at work:", atWork.size);
  await Promise.all(atWork);
  await client.close();
  console.log("closed");
}
process.once("SIGINT", () => void drain());
// #endregion

for (const name of ["mongodb", "vitest"]) accept(name);
setTimeout(() => process.emit("SIGINT"), 200); // as Ctrl-C would
setTimeout(() => accept("bson"), 300); // too late
