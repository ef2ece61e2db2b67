/**
 * @title Every promise is awaited, so its error has a place to go
 * @python await register("mongodb")
 * @twin forgotten-await.ts
 *
 * One word more: the try block waits for the insert, so the refusal is thrown
 * inside it. Notice that the line after the await does not run, and that the
 * program goes on. A type-aware linter finds the missing word.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region register
async function register(name: string) {
  await packages.insertOne({ _id: name }); // refused: the name is taken
}

try {
  await register("mongodb");
  console.log("registered mongodb");
} catch {
  console.log("refused: the name mongodb is taken");
}
// #endregion

await packages.estimatedDocumentCount(); // other work: two round trips
await packages.estimatedDocumentCount();
console.log("the program goes on");
