/**
 * @title Keep the promise, and ten callers share one query
 * @python keep the task: cache[name] = asyncio.create_task(find(name))
 * @twin cache-value.ts
 *
 * The promise exists before the first reply, so the cache is filled before
 * anybody else can look: the other callers await the first one's query. An
 * error is not kept, or nobody could ever try again. Notice the single bar.
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
const cache = new Map<string, Promise<Package>>();

function findCached(name: string) {
  let finding = cache.get(name);
  if (!finding) {
    finding = findPackage(name);
    cache.set(name, finding);
    finding.catch(() => cache.delete(name)); // the next caller tries again
  }
  return finding;
}
// #endregion

const callers = Array.from({ length: 10 }, () => findCached("mongodb"));
await Promise.all(callers);
console.log(`10 callers at once, queries: ${queries}`);

for (const attempt of ["first", "second"]) {
  await findCached("left-pad").catch((error) => {
    console.log(`${attempt} attempt: ${String(error)}, queries: ${queries}`);
  });
}
