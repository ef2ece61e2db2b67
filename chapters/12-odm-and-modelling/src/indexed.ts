/**
 * @title Find with an index
 * @python Settings.indexes of a Beanie document
 * @twin scan.ts
 *
 * The index leads to the twenty documents, and the server examines no other.
 * The measure of a query is documents examined per document found, and the
 * best is one.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region indexed
await releases.createIndex({ package: 1 });
const query = releases.find({ package: "package-471" });
const { executionStats, queryPlanner } = await query.explain("executionStats");
console.log(queryPlanner.winningPlan.inputStage.stage);
console.log("documents examined:", executionStats.totalDocsExamined);
console.log("documents found:", executionStats.nReturned);
// #endregion
