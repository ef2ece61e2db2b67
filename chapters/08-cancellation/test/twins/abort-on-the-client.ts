// max-time-ms.ts with a signal instead: the server is not told, and the connection is lost.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { monitorCommands: true });
await client.connect();
const packages = client.db().collection("packages");
let closed = 0;
client.on("connectionClosed", () => closed++);

const controller = new AbortController();
client.once("commandStarted", () => setImmediate(() => controller.abort(new Error("too slow"))));
await packages
  .aggregate(
    [{ $lookup: { from: "packages", pipeline: [{ $limit: 50 }], as: "all" } }, { $count: "n" }],
    { signal: controller.signal },
  )
  .toArray()
  .catch((error: Error) => console.log(error.message));
console.log(`connections closed: ${closed}`);
await packages.aggregate([{ $limit: 1 }]).toArray();
