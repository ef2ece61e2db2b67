/**
 * @title A close that an error skips
 * @python close() without try and finally
 * @twin await-using.ts
 * @wrong
 * @latency 50
 *
 * The calls that close stand where the reader expects them, at the end of the
 * block. The error leaves the block before. Nothing says that two things are
 * still open.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

function open(name: string) {
  console.log(`open ${name}`);
  return {
    async close() {
      await packages.findOne({ _id: name }); // closing takes a round trip
      console.log(`close ${name}`);
    },
  };
}

function work() {
  console.log("body");
  throw new Error("something failed");
}

// #region close
try {
  const a = open("a");
  const b = open("b");
  work();
  await b.close();
  await a.close();
} catch (error) {
  console.log(`caught: ${(error as Error).message}`);
}
// #endregion
