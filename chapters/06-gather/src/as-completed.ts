/**
 * @title Take each result as it arrives
 * @python asyncio.as_completed
 * @twin in-input-order.ts
 *
 * Work can begin on the first reply while the others are still on their way.
 * Each promise fills the first free slot when it settles, so the slots are in
 * the order of arrival. Notice that each line is printed as a bar ends.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region as-completed
async function* asCompleted<T>(promises: Promise<T>[]) {
  const fill: ((settled: Promise<T>) => void)[] = [];
  const places = promises.map(() => new Promise<T>((go) => fill.push(go)));
  for (const promise of promises) {
    const arrive = () => fill.shift()?.(promise);
    promise.then(arrive, arrive);
  }
  for (const place of places) place.catch(() => {}); // thrown below, in turn
  for (const place of places) yield place;
}
// #endregion

async function findAfter(queries: number, _id: string) {
  for (let i = 0; i < queries; i++) await packages.findOne({ _id });
  return packages.findOne({ _id });
}

// #region use
const slow = findAfter(2, "bson");
const quick = findAfter(0, "mingo");
const medium = findAfter(1, "mongodb");

for await (const found of asCompleted([slow, quick, medium])) {
  console.log(found?._id);
}
// #endregion
