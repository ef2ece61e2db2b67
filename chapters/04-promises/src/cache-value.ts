/**
 * @title Slow: a cache of values asks ten times
 * @python functools.cache does not help either: it would keep a coroutine
 * @twin cache-promise.ts
 * @wrong
 *
 * Ten callers want the same package at once. Each looks into the cache, finds
 * it empty and awaits a query of its own: between the look and the store lies
 * a round trip. Notice ten equal bars.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

type Package = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 10, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 10; open += 1) await opened.next();

const packages = client.db().collection<Package>("packages");

let queries = 0;

async function findPackage(name: string) {
  queries += 1;
  const found = await packages.findOne({ _id: name });
  if (!found) throw new Error(`there is no package ${name}`);
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
// #endregion

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(`10 callers at once, queries: ${queries}`);
