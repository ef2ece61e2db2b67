/**
 * @title A catch that swallows the abort
 * @python CancelledError passes `except Exception`, so this cannot happen
 * @twin rethrow.ts
 * @wrong
 * @latency 50
 *
 * "Skip what cannot be read and go on": a sound loop, until it is aborted. An
 * abort arrives as an ordinary error, the catch takes it for one more bad
 * document, and the loop goes on for everybody else. Notice what is sent after
 * the abort.
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
      console.log(`${_id} skipped: ${(error as Error).message}`);
    }
  }
}
// #endregion

await readAll().catch((error: Error) =>
  console.log(`gave up: ${error.message}`),
);
console.log(`rounds of the loop: ${rounds}`);
