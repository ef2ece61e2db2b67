/**
 * @title Keep the client's promise, and ten first requests share it
 * @python keep the task, not its result
 * @twin client-variable.ts
 * @latency 200
 *
 * The variable holds the promise of a client, and it is set before anybody
 * else can look. The other nine requests find the promise and wait for it.
 * Notice that one client is opened, and that all ten queries go through it.
 */
import { MongoClient } from "mongodb";

// #region get-client
let connecting: Promise<MongoClient> | undefined;

function getClient() {
  connecting ??= MongoClient.connect(process.env.MONGODB_URI!);
  return connecting;
}
// #endregion

async function handleRequest() {
  const own = await getClient();
  await own.db().collection("packages").findOne({ license: "MIT" });
  return own;
}

// #region use
const requests = Array.from({ length: 10 }, () => handleRequest());
const clients = new Set(await Promise.all(requests));
console.log(`10 requests, clients opened: ${clients.size}`);
// #endregion

for (const each of clients) await each.close(); // or it would never end
