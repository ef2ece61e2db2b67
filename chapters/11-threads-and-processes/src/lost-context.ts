/**
 * @title A callback that forgets which request it works for
 * @python contextvars and a callback that runs in another context
 * @twin request-context.ts
 * @wrong
 * @unordered request
 *
 * AsyncLocalStorage follows every `await`. It does not follow a function that
 * you put in a list and that somebody else calls: that one runs in the context
 * of its caller. Here a loop outside of all requests calls it, and the log does
 * not say whose package was found.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region context
const request = new AsyncLocalStorage<number>();
const log = (text: string) =>
  console.log(`request ${request.getStore()}: ${text}`);

const waiting: (() => void)[] = [];

async function handle(_id: string) {
  const found = await packages.findOne({ _id });
  waiting.push(() => log(`found ${found?._id}`));
}

await Promise.all([
  request.run(1, handle, "mongodb"),
  request.run(2, handle, "vitest"),
]);
for (const callback of waiting) callback();
// #endregion
