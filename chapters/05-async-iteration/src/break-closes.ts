/**
 * @title break closes the cursor
 * @python async with find() as cursor: there a break alone closes nothing
 * @twin manual-next.ts
 *
 * A cursor that is not read to its end stays open on the server. for await
 * tidies up however the loop is left: break, return or throw. Notice
 * killCursors after the break, and that the loop waits for its reply.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const sent: string[] = [];
client.on("commandStarted", ({ commandName }) => sent.push(commandName));

// #region break
const cursor = packages.find({ _id: /^[a-z]/ }).batchSize(3);

let documents = 0;
for await (const { _id } of cursor) {
  documents += 1;
  if (documents === 4) {
    console.log(`break at ${_id}, sent: ${sent.join(", ")}`);
    break;
  }
}
console.log(`after the loop, sent: ${sent.join(", ")}`);
// #endregion
