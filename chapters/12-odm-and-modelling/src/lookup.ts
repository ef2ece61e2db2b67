/**
 * @title Let the server join: one query
 * @python aggregate([{"$lookup": …}])
 * @twin n-plus-one.ts
 * @same-output the same packages; only the number of commands differs
 * @latency 100
 *
 * $lookup finds the dependencies where the data is, and one reply has them
 * all. The field that it searches needs an index, and _id has one. What comes
 * back is plain objects, not documents of your model.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region lookup
const join = { localField: "dependencies.name", foreignField: "_id" };
const dependencies = await Package.aggregate([
  { $match: { _id: "mongodb" } },
  { $lookup: { from: "packages", ...join, as: "linked" } },
  { $unwind: "$linked" },
  { $sort: { "linked._id": 1 } },
  { $replaceWith: "$linked" },
]);
for (const { _id, license } of dependencies) console.log(_id, license);
// #endregion
await mongoose.disconnect();
