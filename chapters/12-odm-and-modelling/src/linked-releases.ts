/**
 * @title Link what grows, embed what you show
 * @python class Release(Document) with a package field
 * @twin growing-document.ts
 * @latency 100
 * @same-output both pages show the same; the replies differ in size
 *
 * Releases are documents of their own. The package keeps the one number that
 * its page shows, and $inc keeps that right. However old the package gets, its
 * page reads one small document.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; license: string; releaseCount: number };
const packages = client.db().collection<Package>("packages");
// #region linked-releases
const history = Array.from({ length: 500 }, (_, minor) => {
  return { version: `1.${minor}.0`, notes: "Fixes a few bugs." };
});
const bson = { _id: "bson" };
const releases = client.db().collection("releases");
await releases.insertMany(history.map((one) => ({ package: "bson", ...one })));
await packages.updateOne(bson, { $inc: { releaseCount: history.length } });

const shown = await packages.findOne(bson);
console.log(shown?.license, shown?.releaseCount, "releases");
// #endregion
