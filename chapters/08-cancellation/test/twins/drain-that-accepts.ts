// drain.ts that goes on to accept: what comes during the drain is lost when the client is closed.
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

const atWork = new Set<Promise<void>>();

function accept(name: string) {
  const request = handleRequest(name).finally(() => atWork.delete(request));
  atWork.add(request);
}

async function drain() {
  console.log("SIGINT, requests at work:", atWork.size);
  await Promise.all(atWork);
  await client.close();
  console.log("closed");
}
process.once("SIGINT", () => void drain());

for (const name of ["mongodb", "vitest"]) accept(name);
setTimeout(() => process.emit("SIGINT"), 200); // as Ctrl-C would
setTimeout(() => accept("bson"), 300); // too late
