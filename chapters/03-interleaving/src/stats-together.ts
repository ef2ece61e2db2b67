/**
 * @title Count three things at once
 * @python gather in the stats endpoint of the Python course
 * @twin stats-serial.ts
 * @output {99..9999} packages, {9..9999} ES modules, {9..9999} need nothing
 * @same-output both count the same three things; the picture shows when
 *
 * A page of numbers asks three questions, and none needs another's answer. So
 * all three are sent before the first is answered, and the page takes as long
 * as the slowest of them. Notice that the counts overlap.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region stats
const [all, modern, leaves] = await Promise.all([
  packages.countDocuments(),
  packages.countDocuments({ type: "module" }),
  packages.countDocuments({ dependencies: [] }),
]);

console.log(`${all} packages, ${modern} ES modules, ${leaves} need nothing`);
// #endregion
