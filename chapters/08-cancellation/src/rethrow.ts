/**
 * @title A catch that lets the abort through
 * @python CancelledError passes `except Exception` by itself
 * @twin swallowed-abort.ts
 *
 * One line at the top of the catch. When the signal is aborted, the error that
 * was caught no longer matters, and the abort's reason goes on to the caller.
 * Notice that nothing is skipped after the abort.
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
      signal.throwIfAborted();
      console.log("skipped:", _id, (error as Error).message);
    }
  }
}
// #endregion

await readAll().catch((error: Error) => console.log("gave up:", error.message));
