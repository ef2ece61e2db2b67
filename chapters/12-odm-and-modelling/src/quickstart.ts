/**
 * @title Save, find and change documents with Mongoose
 * @python Beanie's quickstart: class, save, insert_many, find, save again
 * @latency 100
 *
 * A schema says what a document looks like, and a model is its collection. One
 * line of yours is one command on the wire. Notice the last one: save() after a
 * change is an update of the one path that you changed, not the whole document.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });

// #region quickstart
const schema = new mongoose.Schema({
  name: { type: String, required: true },
  stars: { type: Number, default: 0 },
});
const Project = mongoose.model("Project", schema);

const first = new Project({ name: "bson" });
await first.save();
await Project.insertMany([{ name: "mingo" }, { name: "tsx", stars: 7 }]);

for await (const project of Project.find().sort({ name: -1 })) {
  console.log(project.name, project.stars); // 0 is the schema's default
}

first.stars += 1;
await first.save(); // $set: { stars: 1 }
// #endregion
await mongoose.disconnect();
