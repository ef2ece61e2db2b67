/**
 * @title Abort with an error of your own
 * @python asyncio.timeout raises TimeoutError, always
 * @twin timeout-signal-trap.ts
 * @latency 300
 *
 * A controller, a timer, and an error that says what you mean. The error comes
 * back as it is, so one comparison tells your timeout from any other failure.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region timeout
class TooSlow extends Error {
  override name = "TooSlow";
}

const controller = new AbortController();
const { signal } = controller;
const timer = setTimeout(() => {
  controller.abort(new TooSlow("the page is shown without it"));
}, 100);
try {
  await packages.findOne({ _id: "mongodb" }, { signal });
} catch (error) {
  const { name, message } = error as Error;
  console.log(`${name}: ${message}`);
  console.log("it is the signal's reason:", error === signal.reason);
} finally {
  clearTimeout(timer);
}
// #endregion
