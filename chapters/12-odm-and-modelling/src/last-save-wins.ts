/**
 * @title Wrong: read, change, save, twice at once
 * @python document.stars += 1, then await document.save()
 * @twin version-error.ts
 * @wrong
 * @latency 100
 *
 * Two visitors give a star at the same time. Each reads 0, adds one and saves
 * 1. Both saves succeed, and one star is gone. Notice that both updates set
 * the same value.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { name: String, stars: { type: Number, required: true } };
const schema = new mongoose.Schema(fields);
const Project = mongoose.model("Project", schema);
const { _id } = await Project.insertOne({ name: "bson", stars: 0 });

// #region last-save-wins
const find = () => Project.findById(_id).orFail();
const [mine, yours] = await Promise.all([find(), find()]);
for (const project of [mine, yours]) {
  project.stars += 1;
  await project.save();
}
console.log("stars:", (await find()).stars);
// #endregion
await mongoose.disconnect();
