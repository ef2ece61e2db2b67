/**
 * @title Shed load: 429 before the queue grows
 * @python a semaphore that is asked with locked(), and a 429
 * @twin queue-grows.ts
 * @pool default
 * @latency 200
 * @output accepted {10..30}, turned away {0..20}
 *
 * Ten may be inside: five that are served and five that wait for one round. The
 * others are told at once, and cost the database nothing. Retry-After says when
 * to come back. Those who are accepted get a quick answer.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

const pool = { maxPoolSize: 5, maxConnecting: 5 };
await using client = new MongoClient(process.env.MONGODB_URI!, pool);
const packages = client.db().collection("packages");

// #region shed-load
let inside = 0;
let most = 0;
await using app = await serve(async () => {
  if (inside >= 10) return [429, { retryAfter: "1 s" }];
  most = Math.max(most, (inside += 1));
  try {
    return [200, await packages.findOne()];
  } finally {
    inside -= 1;
  }
});
// #endregion

const crowd = Array.from({ length: 30 }, () => fetch(app.url));
const answers = await Promise.all(crowd);
const accepted = answers.filter(({ status }) => status === 200).length;
console.log(`accepted ${accepted}, turned away ${30 - accepted}`);
console.log("at most ten inside:", most <= 10);
