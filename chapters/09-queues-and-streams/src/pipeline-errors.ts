/**
 * @title pipeline: one rejection, and everything is closed
 * @python an exception that leaves async for
 * @twin pipe-without-errors.ts
 *
 * When one stream fails, pipeline() destroys all of them and rejects with the
 * error. You catch it like any other. Notice the killCursors at the end: the
 * server is told that nobody will read the rest.
 */
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region pipeline
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
  await pipeline(cursor.stream(), toLine);
} catch (error) {
  console.log("caught:", (error as Error).message);
}
await client.db().command({ ping: 1 });
console.log("the program goes on");
// #endregion
