/**
 * @title Wrong: any secondary will do, however far it is behind
 * @python readPreference=secondaryPreferred
 * @twin max-staleness.ts
 * @wrong
 * @members 3
 * @lag 120000
 *
 * A secondary that is behind by seconds is normal. One that is behind by two
 * minutes has a problem, such as a slow disk. It still answers, and what it
 * says is two minutes old.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region any-secondary
await using client = new MongoClient(uri, {
  readPreference: "secondaryPreferred",
});
const offers = client.db().collection("offers");
await offers.insertOne({ item: "tea", price: 4 });
console.log("offers:", await offers.countDocuments());
// #endregion
