/**
 * @title Slow: count three things one after the other
 * @python the stats endpoint of the Python course
 * @twin stats-together.ts
 * @wrong
 * @output {99..9999} packages, {9..9999} ES modules, {9..9999} need nothing
 *
 * Three counts, each awaited before the next is sent. This is how people write
 * such a page at first, and it stays this way until somebody looks at the
 * picture. Notice that the page takes as long as its three counts together.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region stats
const all = await packages.countDocuments();
const modern = await packages.countDocuments({ type: "module" });
const leaves = await packages.countDocuments({ dependencies: [] });

console.log(`${all} packages, ${modern} ES modules, ${leaves} need nothing`);
// #endregion
