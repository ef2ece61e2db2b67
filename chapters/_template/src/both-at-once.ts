/**
 * @title Ask for both, then wait
 * @python asyncio.gather
 * @twin one-then-the-other.ts
 *
 * The problem, the idea, and what to notice, in two to four sentences. Here:
 * two queries do not need each other, so both are sent before either of them is
 * answered. Notice that the two bars lie on top of each other.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region both
const found = await Promise.all([
  packages.findOne({ _id: "mongodb" }),
  packages.findOne({ _id: "vitest" }),
]);
console.log(found.map((each) => each?._id).join(" and "));
// #endregion
