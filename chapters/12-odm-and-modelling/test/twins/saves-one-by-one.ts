import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });

const schema = new mongoose.Schema({
  name: { type: String, required: true },
  stars: { type: Number, default: 0 },
});
const Project = mongoose.model("Project", schema);

const first = new Project({ name: "bson" });
await first.save();
await new Project({ name: "mingo" }).save();
await new Project({ name: "tsx", stars: 7 }).save();

for await (const project of Project.find().sort({ name: -1 })) {
  console.log(project.name, project.stars); // 0 is the schema's default
}

first.stars += 1;
await first.save(); // $set: { stars: 1 }
await mongoose.disconnect();
