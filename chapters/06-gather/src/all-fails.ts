/**
 * @title One failure rejects Promise.all at once
 * @python asyncio.gather, when one of them raises
 * @twin all-settled.ts
 *
 * Promise.all rejects with the first failure and does not wait for the rest.
 * Nothing stops the others: they go on, and if another one fails later, nobody
 * hears of it. Notice the bars that go on after "caught".
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region all
const failAtOnce = () => packages.aggregate([{ $mach: {} }]).toArray();

async function failLater() {
  for (const _id of ["tsx", "vitest"]) await packages.findOne({ _id });
  throw new Error("nobody hears this");
}

async function findThree() {
  for (const _id of ["bson", "mingo", "tsx"]) await packages.findOne({ _id });
  console.log("three packages found");
}

const sibling = findThree();
try {
  await Promise.all([sibling, failAtOnce(), failLater()]);
} catch (error) {
  console.log("caught:", (error as Error).message);
}

await sibling; // only to watch it go on after the catch
// #endregion
