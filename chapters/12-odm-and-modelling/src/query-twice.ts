/**
 * @title Wrong: a query is awaited twice
 * @python a cursor that is read a second time
 * @twin exec-once.ts
 * @wrong
 * @latency 100
 *
 * A Mongoose query looks like a promise: it has a then. But it is a plan, and
 * each await sends it again. Mongoose sends the first and throws at the second.
 * Notice that there is one find, not two.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String, license: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region query-twice
const asked = Package.findById("bson"); // sends nothing yet
try {
  console.log("license:", (await asked)?.license);
  console.log("name:", (await asked)?._id);
} catch (error) {
  console.log(String(error));
}
// #endregion
await mongoose.disconnect();
