/**
 * @title Bug: an error skips the close
 * @python close() without try and finally
 * @twin await-using.ts
 * @wrong
 *
 * The calls to close() are where you would look for them, at the end of the
 * block. But the error leaves the block before they are reached. Notice that a
 * and b are opened and never closed, and that nothing reports it.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

function open(name: string) {
  console.log("open", name);
  return {
    async close() {
      await packages.findOne({ _id: name }); // closing takes a round trip
      console.log("close", name);
    },
  };
}

// #region close
function work() {
  console.log("body");
  throw new Error("something failed");
}

try {
  const a = open("a");
  const b = open("b");
  work();
  await b.close();
  await a.close();
} catch (error) {
  console.log("caught:", (error as Error).message);
}
// #endregion
