/**
 * @title Bug: a cache of values asks ten times
 * @python functools.cache does not help either: it would keep a coroutine
 * @twin cache-promise.ts
 *
 * Ten callers want the same package at once. Each looks into the cache, finds
 * it empty and awaits its own query: between the look and the store lies a
 * round trip. Notice ten equal bars.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
type Package = { _id: string };
const packages = client.db().collection<Package>("packages");

let queries = 0;
client.on("commandStarted", () => (queries += 1));

// #region cache
const cache = new Map<string, Package | null>();

async function findCached(name: string) {
  const cached = cache.get(name);
  if (cached) return cached;
  const found = await packages.findOne({ _id: name });
  cache.set(name, found);
  return found;
}
// #endregion

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
const found = await Promise.all(callers);
console.log(`${found.length} callers, ${queries} sent`);
