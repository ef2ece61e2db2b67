/**
 * @title Five ways to say "later", and whose turn it is
 * @python loop.call_soon, asyncio.sleep(0)
 * @latency 20
 *
 * They are written in the wrong order on purpose, because the loop has an order
 * of its own. After a reply from the network it is: promises and microtasks,
 * ticks, immediates, then timers. Notice that none of them runs before the code
 * that asked for them has ended.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// The loop has just read a reply, and this is the code that waited for it.
await packages.findOne({ _id: "mongodb" });

// #region later
setTimeout(() => console.log("timer"), 0);
setImmediate(() => console.log("immediate"));
process.nextTick(() => console.log("tick"));
queueMicrotask(() => console.log("microtask"));
void Promise.resolve().then(() => console.log("promise"));
console.log("the code itself");
// #endregion
