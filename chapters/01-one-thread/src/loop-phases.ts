/**
 * @title Whose turn is it?
 * @python loop.call_soon, asyncio.sleep(0)
 * @latency 20
 *
 * Five ways to say "later", asked for in the wrong order on purpose. The loop
 * has an order of its own, and after a reply from the network it is this one:
 * what the reply set free, then ticks, then immediates, then timers that are
 * due. Notice that nothing runs before the code that asked has given way.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const order: string[] = [];

// The loop has just read a reply, and this function goes on because of it.
await packages.findOne({ _id: "mongodb" });

// #region later
const timer = new Promise<void>((resolve) => {
  setTimeout(() => resolve(void order.push("timer")), 0);
});
setImmediate(() => order.push("immediate"));
process.nextTick(() => order.push("tick"));
queueMicrotask(() => order.push("microtask"));
void Promise.resolve().then(() => order.push("promise"));
order.push("the code that asks");
// #endregion

await timer;
for (const [index, name] of order.entries()) console.log(index + 1, name);
