/**
 * @title Serve every request as it comes
 * @python an async server
 * @twin three-requests-in-turn.ts
 * @latency 50
 *
 * The same three users and the same one thread. While it waits for one user's
 * query it works for another, so each is answered after the time that their
 * own page takes. Notice that who asked for least is answered first.
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
await Promise.all(requests.map(serve));
// #endregion
