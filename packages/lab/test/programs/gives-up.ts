/**
 * @title Aborts its last query and ends
 * @latency 2000
 */
import { MongoClient } from "mongodb";

const controller = new AbortController();
await using client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true,
});
client.once("commandStarted", () => {
  setTimeout(() => controller.abort(new Error("enough")), 50);
});
await client
  .db()
  .collection("packages")
  .findOne({}, { signal: controller.signal })
  .catch((error: unknown) => console.log(String(error)));
