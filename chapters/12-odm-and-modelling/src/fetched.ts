/**
 * @title Slow: an index that has everything but _id
 * @python .find(…).project(Shown), with the id in it
 * @twin covered.ts
 * @wrong
 *
 * Only two fields are shown, and the index has both. But a projection keeps _id
 * unless you say otherwise, and _id is not in this index. So the server fetches
 * twenty documents to read their _id.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region fetched
await releases.createIndex({ package: 1, minor: 1 });
const query = releases
  .find({ package: "package-471" })
  .project({ package: 1, minor: 1 });
const { executionStats } = await query.explain("executionStats");
console.log("keys examined:", executionStats.totalKeysExamined);
console.log("documents examined:", executionStats.totalDocsExamined);
// #endregion
