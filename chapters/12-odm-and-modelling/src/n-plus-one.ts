/**
 * @title Slow: one more query for each link
 * @python Beanie: await link.fetch() in a loop
 * @twin populate.ts
 * @wrong
 * @latency 100
 *
 * The loop reads well, and asks the database once per dependency. Three of them
 * are one query and three more, three hundred are 301. Notice the stairs: each
 * step waits for the one before it.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const link = { name: { type: String, ref: "Package" } };
const fields = { _id: String, license: String, dependencies: [link] };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region n-plus-one
const driver = await Package.findById("mongodb").orFail();
for (const { name } of driver.dependencies) {
  const dependency = await Package.findById(name).orFail();
  console.log(dependency._id, dependency.license);
}
// #endregion
await mongoose.disconnect();
