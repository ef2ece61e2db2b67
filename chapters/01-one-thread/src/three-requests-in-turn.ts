/**
 * @title Slow: serve one request after the other
 * @python a server that is not async
 * @twin three-requests-interleaved.ts
 * @wrong
 * @latency 50
 *
 * Three users ask at the same time: one wants a page that takes five queries,
 * one of three, one of a single query. Served in turn, the last one waits for
 * work that has nothing to do with them. Notice who waits longest.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

const requests = [
  { user: "ada", names: ["bson", "mingo", "mongodb", "tsx", "vitest"] },
  { user: "grace", names: ["prettier", "turbo", "typescript"] },
  { user: "edsger", names: ["commander"] },
];
const askedAt = performance.now();

async function serve({ user, names }: (typeof requests)[number]) {
  for (const _id of names) await packages.findOne({ _id });
  const elapsedMs = Math.round(performance.now() - askedAt);
  console.log(`${user} asked for ${names.length}: ${elapsedMs} ms`);
}

// #region serve
for (const request of requests) {
  await serve(request);
}
// #endregion
