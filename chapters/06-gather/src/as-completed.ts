/**
 * @title Take each result as it comes
 * @python asyncio.as_completed
 * @twin in-input-order.ts
 * @latency 50
 *
 * Work can begin on the first reply while the others are still on their way.
 * Each promise, as it settles, hands itself to the reader who waits. Notice
 * that the output follows the ends of the bars, not the order of asking.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

// #region as-completed
async function* asCompleted<T>(promises: Promise<T>[]): AsyncGenerator<T> {
  const settled: Promise<T>[] = [];
  let wake = () => {};
  for (const promise of promises) {
    const arrive = () => {
      settled.push(promise);
      wake();
    };
    promise.then(arrive, arrive);
  }
  for (let taken = 0; taken < promises.length; taken++) {
    if (taken === settled.length) await new Promise<void>((go) => (wake = go));
    yield settled[taken]!;
  }
}
// #endregion

// "bson" takes three queries, "mingo" one, "mongodb" two.
async function findSlowly(_id: string, queries: number) {
  for (let i = 1; i < queries; i++) await packages.findOne({ _id });
  return packages.findOne({ _id });
}

const startedAt = performance.now();
const asked = [
  findSlowly("bson", 3),
  findSlowly("mingo", 1),
  findSlowly("mongodb", 2),
];

// #region use
for await (const found of asCompleted(asked)) {
  const afterMs = Math.round(performance.now() - startedAt);
  console.log(`${found?._id} after ${afterMs} ms`);
}
// #endregion
