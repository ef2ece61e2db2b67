/**
 * @title Slow: count three things in turn
 * @python the course's stats endpoint
 * @twin stats-together.ts
 * @wrong
 * @latency 50
 * @output {99..9999} packages, {9..9999} of them ES modules
 * @output {9..9999} depend on nothing
 *
 * Three counts, each awaited before the next is asked for. That is how such a
 * page is written first, and how it stays until somebody looks at the picture.
 * Notice that the page takes as long as its three counts together.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

const startedAt = performance.now();

// #region stats
const all = await packages.countDocuments();
const modern = await packages.countDocuments({ type: "module" });
const leaves = await packages.countDocuments({ dependencies: [] });
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${all} packages, ${modern} of them ES modules`);
console.log(`${leaves} depend on nothing`);
console.log(`3 counts in ${elapsedMs} ms`);
