/**
 * @title Change everything, then save once
 * @python change the fields, then one await document.save()
 * @twin save-in-parallel.ts
 * @latency 100
 *
 * A document collects its changes until you save it. One save() is one update
 * with both paths, and both are stored together or not at all.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String, license: String, version: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region one-save
const bson = await Package.findById("bson").orFail();
bson.license = "MIT";
bson.version = "8.0.0";
await bson.save(); // $set: { license: "MIT", version: "8.0.0" }
console.log("saved");
// #endregion
await mongoose.disconnect();
