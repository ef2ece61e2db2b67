/**
 * @title A hundred queries, and no thread more
 * @python threading.active_count
 * @latency 200
 *
 * A hundred queries are in flight at once, and the process has as many threads
 * as before it sent them. Nobody waits inside a thread: what waits is a
 * socket, and one thread watches them all. Notice the single line of thread
 * above a hundred lines of waiting.
 */
import { readdir } from "node:fs/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxConnecting: 100, // at once: the driver would open them two by two
});
const packages = client.db().collection<{ _id: string }>("packages");
const queries = Array.from({ length: 100 }, (_, index) => index);

// Linux lists a process's threads as files; elsewhere there is no such list.
async function countThreads() {
  const threads = await readdir("/proc/self/task").catch(() => undefined);
  return threads?.length ?? NaN;
}

// A connection carries one query at a time: this opens a hundred, to be kept.
await Promise.all(queries.map((skip) => packages.findOne({}, { skip })));
console.log(`${queries.length} connections are open`);
const before = await countThreads();

let inFlight = 0;
const startedAt = performance.now();

// #region hundred
const all = Promise.all(
  queries.map(async (skip) => {
    inFlight++;
    await packages.findOne({}, { skip });
    inFlight--;
  }),
);
// #endregion

const added = (await countThreads()) - before;
console.log(`${inFlight} queries in flight, threads added: ${added}`);
await all;
console.log(`done in ${Math.round(performance.now() - startedAt)} ms`);
