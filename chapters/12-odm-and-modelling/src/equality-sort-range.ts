/**
 * @title Equality, sort, range: the order of a compound index
 * @python Settings.indexes of a Beanie document
 * @twin sort-in-memory.ts
 *
 * First the fields that you compare with one value, then those that you sort
 * by, then the ranges. Now the keys of one package are in the order that you
 * want, and the server stops after the third that fits.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());

// #region order
await releases.createIndex({ package: 1, minor: 1, downloads: 1 });
const query = releases
  .find({ package: "package-471", downloads: { $gte: 10 } })
  .sort({ minor: -1 })
  .limit(3);
const { executionStats, queryPlanner } = await query.explain("executionStats");
const plan = JSON.stringify(queryPlanner.winningPlan);
console.log("sorts:", plan.includes("SORT"));
console.log("keys examined:", executionStats.totalKeysExamined);
// #endregion
