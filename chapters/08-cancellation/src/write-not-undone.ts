/**
 * @title A rejected write may have happened
 * @python the same: canceling closes the socket, not the write
 * @latency 300
 *
 * Writes take no signal. If you stop waiting for one, by a race or by closing
 * the client, you have not stopped the server: it got the command and carries
 * it out. Never read "rejected" as "not done". Check, or make the write safe to
 * repeat.
 */
import { MongoClient } from "mongodb";

// #region write
const impatient = new MongoClient(process.env.MONGODB_URI!);
await impatient.connect();
const insert = impatient.db().collection("orders").insertOne({ paid: 100 });
setTimeout(() => void impatient.close(), 100); // stops waiting

try {
  await insert;
} catch (error) {
  console.log("rejected:", (error as Error).name);
}

await using client = new MongoClient(process.env.MONGODB_URI!);
const order = await client.db().collection("orders").findOne();
console.log("in the database, paid:", order?.paid);
// #endregion
