/**
 * @title Promise.race: the first one to settle, even by failing
 * @python asyncio.wait(return_when=FIRST_COMPLETED)
 * @twin first-success.ts
 * @latency 50
 *
 * Two places can tell what you want to know. Promise.race settles as the first
 * of them does: when that one fails, the race has failed, though the other is
 * about to answer. The loser is not stopped: notice its bar after the catch.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 2, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 2; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

async function askBroken() {
  return packages.aggregate([{ $mach: { _id: "mongodb" } }]).next();
}

let slowAnswered = false;
async function askSlow() {
  await packages.findOne({ _id: "bson" });
  await packages.findOne({ _id: "mingo" });
  const found = await packages.findOne({ _id: "mongodb" });
  slowAnswered = true;
  return found;
}

const slow = askSlow();
const broken = askBroken();

// #region race
try {
  const first = await Promise.race([slow, broken]);
  console.log(`answer: ${first?._id}`);
} catch (error) {
  console.log(`no answer: ${(error as Error).name}`);
}
// #endregion

console.log(`the slow one had answered: ${slowAnswered}`);
console.log(`a little later it says: ${(await slow)?._id}`);
