/**
 * @title A timeout by Promise.race leaves the work running
 * @python asyncio.wait_for cancels and waits; a race only looks away
 * @twin signal-timeout.ts
 * @wrong
 * @latency 300
 *
 * Whoever loses a race is not stopped. The query goes on, keeps its connection
 * busy, and its answer is thrown away when it comes. Notice the bar that
 * goes on long after the catch.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let answered = false;
const startedAt = performance.now();
const afterMs = () => Math.round(performance.now() - startedAt);

async function findPackage() {
  const found = await packages.findOne({ _id: "mongodb" });
  answered = true;
  return found;
}

// #region race
const query = findPackage();
const timeout = sleep(100).then(() => {
  throw new Error("no answer within 100 ms");
});
try {
  await Promise.race([query, timeout]);
} catch (error) {
  console.log(`${(error as Error).message}; caught after ${afterMs()} ms`);
}
// #endregion

console.log(`answered by then: ${answered}`);
await query; // nobody would, but then nobody would see it
console.log(`answered in the end: ${answered}, after ${afterMs()} ms`);
