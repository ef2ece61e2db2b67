/**
 * @title Serve every request as it comes
 * @python an async web server
 * @twin three-requests-in-turn.ts
 *
 * The same three users and the same one thread. While the thread waits for one
 * user's query, it works for another, so nobody waits for anybody else's page.
 * Notice that the shortest page is ready first.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region serve
async function serve(user: string, names: string[]) {
  for (const _id of names) await packages.findOne({ _id });
  console.log(`${user} has a page of ${names.length}`);
}

await Promise.all([
  serve("ada", ["bson", "mingo", "mongodb", "tsx", "vitest"]),
  serve("grace", ["prettier", "turbo", "typescript"]),
  serve("edsger", ["commander"]),
]);
// #endregion
