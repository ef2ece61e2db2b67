/**
 * @title AbortSignal.timeout tells you the wrong story
 * @python asyncio.timeout raises TimeoutError, always
 * @twin own-reason.ts
 * @wrong
 * @latency 300
 *
 * AbortSignal.timeout aborts with an error of its own making, a TimeoutError.
 * The driver takes that name for its own timeouts and reports a time out of the
 * socket after undefined milliseconds. Who catches it cannot know whose it was.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region timeout
const signal = AbortSignal.timeout(100);
try {
  await packages.findOne({ _id: "mongodb" }, { signal });
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`);
  console.log(`it is the signal's reason: ${error === signal.reason}`);
}
// #endregion
