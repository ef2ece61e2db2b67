/**
 * @title Bug: a catch swallows the abort
 * @python CancelledError passes `except Exception`, so this cannot happen
 * @twin rethrow.ts
 * @wrong
 *
 * "Skip what cannot be read and go on" is a sound loop, until it is aborted. An
 * abort arrives as an ordinary error. The catch takes it for one more package
 * that cannot be read, and the loop goes on. Notice how often it skips.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const names = ["mongodb", "bson", "mingo", "tsx", "vitest"];
const controller = new AbortController();
const { signal } = controller;

// #region loop
async function readAll() {
  for (const _id of names) {
    if (_id === "bson") controller.abort(new Error("the user has left"));
    try {
      const found = await packages.findOne({ _id }, { signal });
      console.log("read:", found?._id);
    } catch (error) {
      console.log("skipped:", _id, (error as Error).message);
    }
  }
}
// #endregion

await readAll().catch((error: Error) => console.log("gave up:", error.message));
