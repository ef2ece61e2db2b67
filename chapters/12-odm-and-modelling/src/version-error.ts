/**
 * @title Refuse a save that is based on an old version
 * @python Beanie: use_revision, RevisionIdWasChanged
 * @twin last-save-wins.ts
 * @latency 100
 *
 * With optimisticConcurrency, every update asks for the version that was read.
 * If somebody has saved since, nothing fits, and save() throws a VersionError.
 * Then read again, and try again. Notice the third update: it is the repeated
 * one.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { name: String, stars: { type: Number, required: true } };
const options = { optimisticConcurrency: true };
const schema = new mongoose.Schema(fields, options);
const Project = mongoose.model("Project", schema);
const { _id } = await Project.insertOne({ name: "bson", stars: 0 });

// #region version-error
const find = () => Project.findById(_id).orFail();
const [mine, yours] = await Promise.all([find(), find()]);
for (const project of [mine, yours]) {
  try {
    project.stars += 1;
    await project.save();
  } catch (error) {
    if (!(error instanceof mongoose.Error.VersionError)) throw error;
    console.log(error.name);
    const fresh = await find();
    fresh.stars += 1;
    await fresh.save();
  }
}
console.log("stars:", (await find()).stars);
// #endregion
await mongoose.disconnect();
