/**
 * @title One failure rejects Promise.all at once
 * @python asyncio.gather, when one of them raises
 * @twin all-settled.ts
 * @latency 50
 *
 * Promise.all rejects with the first failure, and does not wait for the rest.
 * Nothing stops the rest: they run on, and what fails among them later is not
 * heard by anyone. Notice the bars that go on after the catch.
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

let unhandled = 0;
process.on("unhandledRejection", () => unhandled++);
const log: string[] = [];

async function failsAtOnce() {
  await packages.aggregate([{ $mach: { license: "MIT" } }]).next();
}

async function failsLate() {
  for (let i = 0; i < 2; i++) await packages.findOne({ _id: "vitest" });
  log.push("a second one fails");
  throw new Error("nobody hears this");
}

async function succeeds() {
  for (let i = 0; i < 3; i++) await packages.findOne({ _id: "mongodb" });
  log.push("a sibling has finished its three queries");
}

const sibling = succeeds();

// #region all
try {
  await Promise.all([sibling, failsAtOnce(), failsLate()]);
} catch (error) {
  log.push(`caught: ${(error as Error).message}`);
}
// #endregion

await sibling; // only to watch what goes on after the catch
console.log(log.join("\n"));
console.log(`rejections that nobody handled: ${unhandled}`);
