/**
 * @title await using: what was opened is closed, last first
 * @python async with
 * @twin forgotten-close.ts
 *
 * `await using` closes what it holds when the block is left: at its end, by a
 * return or by an error. It closes in reverse order and waits for each, and
 * only then the catch runs. It works with clients, cursors, sessions and change
 * streams.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

function open(name: string) {
  console.log("open", name);
  return {
    async [Symbol.asyncDispose]() {
      await packages.findOne({ _id: name }); // closing takes a round trip
      console.log("close", name);
    },
  };
}

// #region using
try {
  await using _a = open("a");
  await using _b = open("b");
  console.log("body");
  throw new Error("something failed");
} catch (error) {
  console.log("caught:", (error as Error).message);
}
// #endregion
