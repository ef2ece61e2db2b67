/**
 * @title Slow: find without an index
 * @python await Release.find(…).explain()
 * @twin indexed.ts
 * @wrong
 *
 * Without an index the server looks at every document of the collection to find
 * twenty. explain says so: COLLSCAN, and how many documents it examined. Don't
 * trust a clock here: on a laptop with little data, everything is fast.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region scan
const query = releases.find({ package: "package-471" });
const { executionStats, queryPlanner } = await query.explain("executionStats");
console.log(queryPlanner.winningPlan.stage);
console.log("documents examined:", executionStats.totalDocsExamined);
console.log("documents found:", executionStats.nReturned);
// #endregion
