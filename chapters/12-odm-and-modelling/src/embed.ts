/**
 * @title Keep together what you read together: one query, no join
 * @python a list of pydantic models instead of a list of Link
 * @twin n-plus-one.ts
 * @latency 100
 *
 * A page that lists a package's dependencies needs only their names, and those
 * are part of the package's own document. One find has all of it. What belongs
 * to the other package, its license for one, is not in there.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String, dependencies: [{ name: String }] };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region embed
const driver = await Package.findById("mongodb").orFail();
for (const { name } of driver.dependencies) {
  console.log(name);
}
// #endregion
await mongoose.disconnect();
