/**
 * @title break closes the cursor
 * @python async with find() as cursor: there a break alone closes nothing
 * @twin manual-next.ts
 *
 * A cursor that is not read to its end stays open on the server. for await
 * closes it however you leave the loop: by break, return or throw. Notice
 * killCursors after the break, and that the loop waits for its reply.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region break
const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

let documents = 0;
for await (const { _id } of cursor) {
  console.log(_id);
  documents += 1;
  if (documents === 4) break;
}
console.log("after the loop");
// #endregion
