/**
 * @title Promise.allSettled: every outcome, good or bad
 * @python asyncio.gather(return_exceptions=True)
 * @twin all-fails.ts
 *
 * Promise.allSettled never rejects. It waits for the last one, and reports for
 * each, in the order of your list, its value or the reason why it failed.
 * Notice that nothing is in flight anymore when the outcomes are printed.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region all-settled
const failAtOnce = () => packages.aggregate([{ $mach: {} }]).toArray();

async function failLater() {
  for (const _id of ["tsx", "vitest"]) await packages.findOne({ _id });
  throw new Error("everybody hears this");
}

async function findThree() {
  for (const _id of ["bson", "mingo", "tsx"]) await packages.findOne({ _id });
  console.log("three packages found");
}

const asked = [findThree(), failAtOnce(), failLater()];
const outcomes = await Promise.allSettled(asked);

for (const outcome of outcomes) {
  if (outcome.status === "fulfilled") console.log("fulfilled");
  else console.log("rejected:", outcome.reason.message);
}
// #endregion
