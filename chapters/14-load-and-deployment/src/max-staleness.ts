/**
 * @title maxStalenessSeconds: nothing older than that
 * @python maxStalenessSeconds=90
 * @twin any-secondary.ts
 * @members 3
 * @lag 120000
 *
 * Each member tells the driver when it last applied a write. The driver passes
 * over those that are too far behind. Here that is both secondaries, so the
 * primary answers. Less than 90 seconds cannot be asked for.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region max-staleness
await using client = new MongoClient(uri, {
  readPreference: "secondaryPreferred",
  maxStalenessSeconds: 90,
});
const offers = client.db().collection("offers");
await offers.insertOne({ item: "tea", price: 4 });
console.log("offers:", await offers.countDocuments());
// #endregion
