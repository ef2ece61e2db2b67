/**
 * @title Slow: a pool that is too small for the requests
 * @python AsyncMongoClient(maxPoolSize=2)
 * @twin pool-fits.ts
 * @wrong
 * @pool default
 * @latency 100
 *
 * Twelve requests arrive, and the pool has two connections. The server is idle
 * most of the time, while ten requests wait in your own process. Notice the
 * waves of two.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

// #region pool-too-small
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { maxPoolSize: 2 });
const packages = client.db().collection("packages");
await using app = await serve(async () => [200, await packages.findOne()]);
// #endregion

const twelve = Array.from({ length: 12 }, () => fetch(app.url));
const answers = await Promise.all(twelve);
console.log("answered:", answers.filter(({ ok }) => ok).length);
