/**
 * @title Bug: closing the client while requests are at work
 * @python client.close() in a signal handler
 * @twin drain.ts
 * @wrong
 * @latency 400
 *
 * On SIGINT the process closes its client at once. The requests at work lose
 * their connections and fail, though their answers were on the way. (The
 * program sends the signal to itself, as Ctrl-C would.)
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region shutdown
async function handleRequest(_id: string) {
  try {
    const found = await packages.findOne({ _id });
    console.log("answered:", found?._id);
  } catch (error) {
    console.log("failed:", (error as Error).name);
  }
}

process.once("SIGINT", () => {
  console.log("SIGINT");
  void client.close();
});
// #endregion

for (const name of ["mongodb", "vitest"]) void handleRequest(name);
setTimeout(() => process.emit("SIGINT"), 200);
