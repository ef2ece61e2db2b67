/**
 * @title Wait for all of them, whatever becomes of each
 * @python asyncio.gather(return_exceptions=True)
 * @twin all-fails.ts
 * @latency 50
 *
 * Promise.allSettled never rejects. It waits for the last one, and tells for
 * each, in the order of your list, what it gave or why it failed. Notice that
 * no bar goes on after the result.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

async function failsAtOnce() {
  await packages.aggregate([{ $mach: { license: "MIT" } }]).next();
}

async function failsLate() {
  for (let i = 0; i < 2; i++) await packages.findOne({ _id: "vitest" });
  throw new Error("everybody hears this");
}

async function succeeds() {
  for (let i = 0; i < 3; i++) await packages.findOne({ _id: "mongodb" });
  console.log("a sibling has finished its three queries");
}

// #region all-settled
const outcomes = await Promise.allSettled([
  succeeds(),
  failsAtOnce(),
  failsLate(),
]);

for (const outcome of outcomes) {
  if (outcome.status === "fulfilled") console.log("fulfilled");
  else console.log(`rejected: ${outcome.reason.message}`);
}
// #endregion
