/**
 * @title A covered query: the index is the answer
 * @python .find(…).project(Shown), without the id
 * @twin fetched.ts
 *
 * Everything that is asked and everything that is shown is in the index, so the
 * server looks at no document at all. In the plan, the stage is called
 * PROJECTION_COVERED. The number of documents examined is zero.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region covered
await releases.createIndex({ package: 1, minor: 1 });
const query = releases
  .find({ package: "package-471" })
  .project({ _id: 0, package: 1, minor: 1 });
const { executionStats } = await query.explain("executionStats");
console.log("keys examined:", executionStats.totalKeysExamined);
console.log("documents examined:", executionStats.totalDocsExamined);
// #endregion
