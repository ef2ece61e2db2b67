/**
 * @title Bug: a promise that nobody awaits
 * @python a coroutine never awaited, which does nothing but warn
 * @twin no-floating.ts
 * @wrong
 * @exits 1
 *
 * The insert is started and not awaited, so the try block is over long before
 * the server refuses it. The program says that it succeeded, and then an error
 * from nowhere ends it. Notice that the catch catches nothing.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region register
async function register(name: string) {
  await packages.insertOne({ _id: name }); // refused: the name is taken
}

try {
  // oxlint-disable-next-line typescript/no-floating-promises -- the lesson
  register("mongodb");
  console.log("registered mongodb");
} catch {
  console.log("refused: the name mongodb is taken");
}
// #endregion

await packages.estimatedDocumentCount(); // other work: two round trips
await packages.estimatedDocumentCount();
console.log("the program goes on");
