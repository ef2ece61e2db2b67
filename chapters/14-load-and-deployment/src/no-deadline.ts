/**
 * @title Wrong: the caller has given up, and the work goes on
 * @python a client timeout, and a view that knows nothing of it
 * @twin deadline.ts
 * @wrong
 * @latency 20
 *
 * The caller waits for 300 ms. The handler makes two slow queries, and nobody
 * tells it that the caller is gone. The server does all the work for an answer
 * that nobody reads. On a bad day, every caller then tries again.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const slow = { $where: "sleep(600) || true" }; // stands for a slow query

// #region no-deadline
let answered = 0;
await using app = await serve(async () => {
  for (const query of [slow, slow]) {
    await packages.findOne(query);
    answered += 1;
  }
  return [200, "done"];
});
// #endregion

const signal = AbortSignal.timeout(300);
const told = await fetch(app.url, { signal }).catch(
  (error: Error) => error.name,
);
console.log("caller:", told);
await app.idle();
console.log("queries done for nobody:", answered);
