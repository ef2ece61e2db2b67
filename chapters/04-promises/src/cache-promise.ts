/**
 * @title Keep the promise, and ten callers share one query
 * @python keep the task: cache[name] = asyncio.create_task(find(name))
 * @twin cache-value.ts
 *
 * The promise exists before the first await, so the cache is filled before
 * anybody else can look: the second caller awaits the first one's query. A
 * rejected promise is taken out again, or the error would be kept for ever.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
type Package = { _id: string };
const packages = client.db().collection<Package>("packages");

let queries = 0;
client.on("commandStarted", () => (queries += 1));

// #region cache
const cache = new Map<string, Promise<Package | null>>();

async function findCached(name: string) {
  const cached = cache.get(name);
  if (cached) return await cached;
  const finding = packages.findOne({ _id: name });
  cache.set(name, finding);
  try {
    return await finding;
  } catch (error) {
    cache.delete(name);
    throw error;
  }
}
// #endregion

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
const found = await Promise.all(callers);
console.log(`${found.length} callers, ${queries} sent`);
