/**
 * @title Fetch all links with one more query
 * @python Beanie: find(fetch_links=True)
 * @twin n-plus-one.ts
 * @same-output the same packages; only the number of commands differs
 * @latency 100
 *
 * populate collects the names of all dependencies and asks for them in one
 * find with $in. Two queries, however many links there are. Notice that the
 * second is sent only when the first has been answered: it needs the names.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const link = { name: { type: String, ref: "Package" } };
const fields = { _id: String, license: String, dependencies: [link] };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region populate
type Linked = { dependencies: { name: { _id: string; license: string } }[] };
const driver = await Package.findById("mongodb")
  .populate<Linked>("dependencies.name")
  .orFail();
for (const { name: dependency } of driver.dependencies) {
  console.log(dependency._id, dependency.license);
}
// #endregion
await mongoose.disconnect();
