/**
 * @title A pool with a connection for each request that is under way
 * @python AsyncMongoClient(maxPoolSize=12)
 * @twin pool-too-small.ts
 * @pool default
 * @same-output all are answered by both; they differ in how many at once
 * @latency 100
 *
 * The same twelve requests, with room for all of them. maxConnecting says how
 * many connections may be opened at once; the default of two makes a sudden
 * crowd wait. The driver's own default for the pool is 100.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

// #region pool-fits
const uri = process.env.MONGODB_URI!;
const pool = { maxPoolSize: 12, maxConnecting: 12 };
await using client = new MongoClient(uri, pool);
const packages = client.db().collection("packages");
await using app = await serve(async () => [200, await packages.findOne()]);
// #endregion

const twelve = Array.from({ length: 12 }, () => fetch(app.url));
const answers = await Promise.all(twelve);
console.log("answered:", answers.filter(({ ok }) => ok).length);
