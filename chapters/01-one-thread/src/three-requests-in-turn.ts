/**
 * @title Slow: serve one request after the other
 * @python a web server that is not async
 * @twin three-requests-interleaved.ts
 * @wrong
 *
 * Three users ask at the same moment. Ada's page takes five queries, Grace's
 * three, Edsger's one. Served in turn, Edsger waits for eight queries that have
 * nothing to do with him. Notice where his only query is in the picture.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region serve
async function serve(user: string, names: string[]) {
  for (const _id of names) await packages.findOne({ _id });
  console.log(`${user} has a page of ${names.length}`);
}

await serve("ada", ["bson", "mingo", "mongodb", "tsx", "vitest"]);
await serve("grace", ["prettier", "turbo", "typescript"]);
await serve("edsger", ["commander"]);
// #endregion
