/**
 * @title Count three things at once
 * @python gather in the course's stats endpoint
 * @twin stats-serial.ts
 * @latency 50
 * @output {99..9999} packages, {9..9999} of them ES modules
 * @output {9..9999} depend on nothing
 *
 * A page of numbers asks three questions. None needs another one's answer, so
 * all three are asked before the first is answered, and the page takes as
 * long as one of them. Notice that the counts overlap.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

const startedAt = performance.now();

// #region stats
const [all, modern, leaves] = await Promise.all([
  packages.countDocuments(),
  packages.countDocuments({ type: "module" }),
  packages.countDocuments({ dependencies: [] }),
]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${all} packages, ${modern} of them ES modules`);
console.log(`${leaves} depend on nothing`);
console.log(`3 counts in ${elapsedMs} ms`);
