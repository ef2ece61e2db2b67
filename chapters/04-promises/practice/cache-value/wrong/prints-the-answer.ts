import { MongoClient } from "mongodb";

type Package = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

async function findPackage(_id: string) {
  const found = await packages.findOne({ _id });
  if (!found) throw new Error(`there is no package ${_id}`);
  return found;
}

// #region cache
const cache = new Map<string, Package>();

async function findCached(name: string) {
  const cached = cache.get(name);
  if (cached) return cached;
  const found = await findPackage(name);
  cache.set(name, found);
  return found;
}

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(`10 callers, queries: 1`);
// #endregion
