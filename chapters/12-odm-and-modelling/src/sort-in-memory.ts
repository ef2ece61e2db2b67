/**
 * @title Slow: the fields of a compound index in the wrong order
 * @python Settings.indexes of a Beanie document
 * @twin equality-sort-range.ts
 * @wrong
 *
 * The index has all three fields. But the range stands before the sort, so the
 * keys come out in the wrong order, and the server sorts them in memory: SORT
 * in the plan. It also has to read every match before it can give you the
 * first.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region order
await releases.createIndex({ package: 1, downloads: 1, minor: 1 });
const query = releases
  .find({ package: "package-471", downloads: { $gte: 10 } })
  .sort({ minor: -1 })
  .limit(3);
const { executionStats, queryPlanner } = await query.explain("executionStats");
const plan = JSON.stringify(queryPlanner.winningPlan);
console.log("sorts:", plan.includes("SORT"));
console.log("keys examined:", executionStats.totalKeysExamined);
// #endregion
