/**
 * @title One deadline for three queries
 * @python asyncio.timeout around all of them
 * @twin timeout-for-each.ts
 * @latency 400
 *
 * The page should take one second at most. Its three queries share one signal,
 * so each gets what the ones before it have left. Notice that the third bar is
 * cut off, though no query took longer than the others.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region page
async function loadPage(signal: AbortSignal) {
  for (const _id of ["bson", "mingo", "mongodb"]) {
    const found = await packages.findOne({ _id }, { signal });
    console.log("found:", found?._id);
  }
}

const controller = new AbortController();
const tooSlow = new Error("the page took too long");
const timer = setTimeout(() => controller.abort(tooSlow), 1000);
try {
  await loadPage(controller.signal);
} catch (error) {
  console.log("given up:", (error as Error).message);
} finally {
  clearTimeout(timer);
}
// #endregion
