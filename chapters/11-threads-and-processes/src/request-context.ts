/**
 * @title AsyncLocalStorage: know the request without passing it on
 * @python contextvars.ContextVar
 * @twin lost-context.ts
 * @unordered request
 *
 * A log line should name its request, and nobody wants to pass an argument
 * through every function for that. The store follows each `await` by itself. A
 * callback that somebody else will call must be bound to its context first.
 */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
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
  waiting.push(AsyncResource.bind(() => log(`found ${found?._id}`)));
}

await Promise.all([
  request.run(1, handle, "mongodb"),
  request.run(2, handle, "vitest"),
]);
for (const callback of waiting) callback();
// #endregion
