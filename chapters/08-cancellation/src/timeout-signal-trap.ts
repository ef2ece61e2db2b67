/**
 * @title Bug: AbortSignal.timeout is reported as a timeout of the driver
 * @python asyncio.timeout raises TimeoutError, always
 * @twin own-reason.ts
 * @wrong
 * @latency 300
 *
 * AbortSignal.timeout aborts with a TimeoutError of its own. The driver takes
 * that name for one of its own timeouts and reports a socket that timed out
 * after undefined milliseconds. Code that catches it cannot tell whose timeout
 * it was.
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
  const { name, message } = error as Error;
  console.log(`${name}: ${message}`);
  console.log("it is the signal's reason:", error === signal.reason);
}
// #endregion
