/**
 * @title Cache the promise, and ten callers share one query
 * @python keep the task: cache[name] = asyncio.create_task(find(name))
 * @twin cache-value.ts
 *
 * The promise exists at once, so the cache is filled before the next caller
 * looks into it: the other nine await the query of the first. A failure is not
 * kept, or nobody could ever try again. Notice the single bar at first.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

let queries = 0;
async function findPackage(_id: string) {
  queries++;
  const found = await packages.findOne({ _id });
  if (!found) throw new Error(`there is no package ${_id}`);
  return found;
}

// #region cache
const cache = new Map<string, Promise<Package>>();

function findCached(name: string) {
  const cached = cache.get(name);
  if (cached) return cached;
  const finding = findPackage(name);
  cache.set(name, finding);
  finding.catch(() => cache.delete(name)); // the next caller tries again
  return finding;
}

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(`10 callers, queries: ${queries}`);
// #endregion

await findCached("left-pad").catch((error) => console.log(String(error)));
await findCached("left-pad").catch((error) => console.log(String(error)));
console.log(`2 failures more, queries: ${queries}`);
