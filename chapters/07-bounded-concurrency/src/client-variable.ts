/**
 * @title Bug: a client that is opened on demand is opened ten times
 * @python if client is None: client = await connect()
 * @twin client-promise.ts
 * @wrong
 * @latency 200
 *
 * "If there is no client yet, make one." Ten first requests arrive together,
 * and all of them look before the first has its client. So each makes its own,
 * the last one stays in the variable, and the other nine stay open.
 */
import { MongoClient } from "mongodb";

// #region get-client
let client: MongoClient | undefined;

async function getClient() {
  if (!client) client = await MongoClient.connect(process.env.MONGODB_URI!);
  return client;
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
