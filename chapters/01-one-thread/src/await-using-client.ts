/**
 * @title await using: the client is closed at the end of its block
 * @python async with AsyncMongoClient(...) as client
 * @twin never-exits.ts
 *
 * `await using` closes the client when its block ends, after a return and after
 * an error as well. It is try, finally and close() in two words. Notice that
 * the program ends by itself.
 */
import { MongoClient } from "mongodb";

// #region client
{
  await using client = new MongoClient(process.env.MONGODB_URI!);
  const packages = client.db().collection<{ _id: string }>("packages");
  const found = await packages.findOne({ _id: "mongodb" });
  console.log("found", found?._id);
} // here the client is closed
console.log("the program ends");
// #endregion
