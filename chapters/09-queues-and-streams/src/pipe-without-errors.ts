/**
 * @title Wrong: pipe() does not pass on errors
 * @python an exception in a task that nobody awaits
 * @twin pipeline-errors.ts
 * @wrong
 * @exits 1
 *
 * pipe() connects data, not errors. The transform fails at a package without
 * an author, nobody listens for its "error" event, and the process ends. The
 * catch is never reached, and the cursor stays open on the server.
 */
import { Transform } from "node:stream";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region pipe
const toLine = new Transform({
  objectMode: true,
  transform({ _id, author }, _encoding, done) {
    if (!author) done(new Error(`${_id} has no author`));
    else done(null, `${_id} by ${author.name}`);
  },
});
toLine.on("data", (line) => console.log(line));

const cursor = packages
  .find({ _id: /^(base|bcr|c)/ }, { batchSize: 2 })
  .sort({ _id: 1 });
try {
  cursor.stream().pipe(toLine);
} catch (error) {
  console.log("caught:", (error as Error).message); // never printed
}
// #endregion
