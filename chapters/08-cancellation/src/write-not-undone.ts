/**
 * @title A write that you gave up may have happened
 * @python the same: cancelling closes the socket, not the write
 * @latency 300
 *
 * Writes take no signal. Who stops waiting for one, by a race or by closing the
 * client, has not stopped the server: it got the command and carries it out.
 * So never read "it was rejected" as "it was not done". Look, or make the write
 * harmless to repeat.
 */
import { MongoClient } from "mongodb";

const impatient = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true,
});
await impatient.connect();
await impatient.db().createCollection("orders");

// #region write
const orders = impatient
  .db()
  .collection<{ _id: number; paid: boolean }>("orders");
const insert = orders.insertOne({ _id: 1, paid: true });
impatient.once("commandStarted", () => {
  setImmediate(() => void impatient.close(true)); // as soon as it is sent
});

try {
  await insert;
} catch (error) {
  console.log(`rejected: ${(error as Error).name}`);
}
// #endregion

await using client = new MongoClient(process.env.MONGODB_URI!);
const found = await client.db().collection("orders").findOne();
console.log(`in the database: ${JSON.stringify(found)}`);
