/**
 * @title Wrong: embed what never stops growing
 * @python a list of Release in class Package(Document)
 * @twin linked-releases.ts
 * @wrong
 * @latency 100
 * @same-output both pages show the same; the replies differ in size
 *
 * Each release is pushed into its package. After some years the page that shows
 * the license reads all of them, and 16 MB is where it ends. Notice the size of
 * the reply.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Release = { version: string; notes: string };
type Package = { _id: string; license: string; releases: Release[] };
const packages = client.db().collection<Package>("packages");
// #region growing-document
const history = Array.from({ length: 500 }, (_, minor) => {
  return { version: `1.${minor}.0`, notes: "Fixes a few bugs." };
});
const bson = { _id: "bson" };
await packages.updateOne(bson, { $push: { releases: { $each: history } } });

const shown = await packages.findOne(bson);
console.log(shown?.license, shown?.releases.length, "releases");
// #endregion
