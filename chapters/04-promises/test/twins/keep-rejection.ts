/**
 * @title A cache that keeps the promise of a failure
 * @wrong
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

const cache = new Map<string, Promise<Package>>();

function findCached(name: string) {
  const cached = cache.get(name);
  if (cached) return cached;
  const finding = findPackage(name);
  cache.set(name, finding);
  return finding;
}

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(`10 callers, queries: ${queries}`);

await findCached("left-pad").catch((error) => console.log(String(error)));
await findCached("left-pad").catch((error) => console.log(String(error)));
console.log(`2 failures more, queries: ${queries}`);
