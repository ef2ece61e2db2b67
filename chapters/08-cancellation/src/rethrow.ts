/**
 * @title A catch that lets the abort through
 * @python CancelledError passes `except Exception` by itself
 * @twin swallowed-abort.ts
 * @latency 50
 *
 * One line at the top of the catch: when the signal is aborted, whatever went
 * wrong is no longer of interest, and the reason goes on to whoever asked.
 * Notice that nothing is sent after the abort.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

const controller = new AbortController();
const { signal } = controller;
const names = ["mongodb", "bson", "mingo", "tsx", "vitest"];
let rounds = 0;

// #region loop
async function readAll() {
  for (const [index, _id] of names.entries()) {
    rounds++;
    if (index === 1) controller.abort(new Error("the user has left"));
    try {
      await packages.findOne({ _id }, { signal });
    } catch (error) {
      signal.throwIfAborted();
      console.log(`${_id} skipped: ${(error as Error).message}`);
    }
  }
}
// #endregion

await readAll().catch((error: Error) =>
  console.log(`gave up: ${error.message}`),
);
console.log(`rounds of the loop: ${rounds}`);
