/**
 * @title What was opened is closed, last first, then comes the catch
 * @python async with
 * @twin forgotten-close.ts
 * @latency 50
 *
 * `await using` closes what it holds when the block is left, by its end, by a
 * return or by an error: in reverse order, each awaited. MongoClient, cursors,
 * sessions and change streams can all be held so.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

function open(name: string) {
  console.log(`open ${name}`);
  return {
    async [Symbol.asyncDispose]() {
      await packages.findOne({ _id: name }); // closing takes a round trip
      console.log(`close ${name}`);
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
  console.log(`caught: ${(error as Error).message}`);
}
// #endregion
