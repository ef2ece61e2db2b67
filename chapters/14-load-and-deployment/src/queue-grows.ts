/**
 * @title Wrong: accept every request, however long the queue
 * @python no limit: every request becomes a task
 * @twin shed-load.ts
 * @wrong
 * @pool default
 * @latency 200
 *
 * Thirty requests arrive, and the database takes five at a time. All are
 * accepted, so most of them wait, and each new one waits for all before it.
 * Nobody is told. In the end callers give up on answers that still come.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

const pool = { maxPoolSize: 5, maxConnecting: 5 };
await using client = new MongoClient(process.env.MONGODB_URI!, pool);
const packages = client.db().collection("packages");

// #region queue-grows
let inside = 0;
let most = 0;
await using app = await serve(async () => {
  most = Math.max(most, (inside += 1));
  const found = await packages.findOne();
  inside -= 1;
  return [200, found];
});
// #endregion

const crowd = Array.from({ length: 30 }, () => fetch(app.url));
const answers = await Promise.all(crowd);
const accepted = answers.filter(({ status }) => status === 200).length;
console.log(`accepted ${accepted}, turned away ${30 - accepted}`);
console.log("at most ten inside:", most <= 10);
