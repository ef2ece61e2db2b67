/**
 * @title A hundred queries, and not one thread more
 * @python threading.active_count
 * @latency 1000
 * @unsteady how soon a hundred connections are open depends on the machine
 *
 * A hundred queries are in flight at once, and the process has as many threads
 * as before. What waits is a socket, not a thread, and one thread can watch
 * them all. Notice the single line of thread above a hundred lines of waiting.
 */
import { readdir } from "node:fs/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// Linux lists a process's threads as files. Elsewhere the answer is NaN.
async function countThreads() {
  const threads = await readdir("/proc/self/task").catch(() => undefined);
  return threads?.length ?? NaN;
}

// #region hundred
const before = await countThreads();

const queries = [];
for (let skip = 0; skip < 100; skip++) {
  queries.push(packages.findOne({}, { skip })); // sent, but not awaited
}

await Promise.race(queries); // the first answer; the others are in flight
console.log(`threads added: ${(await countThreads()) - before}`);

const found = await Promise.all(queries);
console.log(`${found.length} answers`);
// #endregion
