/**
 * @title Wrong: watch() alone does not watch yet
 * @python collection.watch(), which does not wait either
 * @twin watch.ts
 * @wrong
 *
 * watch() returns at once and sends nothing. The stream is opened by the first
 * read, and it only sees what comes after that. The first release is published
 * in between, and nobody ever hears of it.
 */
import { MongoClient } from "mongodb";

type Release = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");

// #region watch
await using changes = releases.watch<Release>();

await releases.insertOne({ _id: "mongodb 7.9.0" });
const change = await changes.tryNext(); // opens the stream: too late
console.log("seen:", change?.operationType ?? "nothing");
// #endregion
