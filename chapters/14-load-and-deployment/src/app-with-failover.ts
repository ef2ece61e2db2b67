import { setTimeout } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

/**
 * An app whose database elects a new primary at the 15th request: for one
 * second every request waits.
 */
export async function startApp() {
  const client = new MongoClient(process.env.MONGODB_URI!);
  const packages = client.db().collection("packages");
  let requests = 0;
  let election = Promise.resolve();
  const app = await serve(async () => {
    requests += 1;
    if (requests === 15) election = setTimeout(1_000);
    await election;
    return [200, await packages.findOne()];
  });
  return {
    url: app.url,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await client.close();
    },
  };
}
