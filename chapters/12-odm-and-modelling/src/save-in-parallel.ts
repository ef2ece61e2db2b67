/**
 * @title Wrong: one document is saved twice at once
 * @python two await document.save() in one gather
 * @twin one-save.ts
 * @wrong
 * @latency 100
 *
 * A document that is being saved cannot be saved again until that is done. The
 * second save fails with a ParallelSaveError. Look at the one update: it has
 * both changes, so here the error reports a change that has been stored.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String, license: String, version: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region save-in-parallel
const bson = await Package.findById("bson").orFail();
bson.license = "MIT";
const first = bson.save();
bson.version = "8.0.0";
const second = bson.save();
for (const saved of await Promise.allSettled([first, second])) {
  console.log(saved.status === "fulfilled" ? "saved" : saved.reason.name);
}
// #endregion
await mongoose.disconnect();
