/**
 * @title Slow: ask for one, wait, ask for the other
 * @python await, then await
 * @twin both-at-once.ts
 * @wrong
 * @same-output both find the same two packages; the picture shows when
 *
 * The same two queries, the slow way: the second one waits for an answer that
 * it does not need. Notice the two steps where one would do.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region in-turn
const found = [
  await packages.findOne({ _id: "mongodb" }),
  await packages.findOne({ _id: "vitest" }),
];
console.log(found.map((each) => each?._id).join(" and "));
// #endregion
