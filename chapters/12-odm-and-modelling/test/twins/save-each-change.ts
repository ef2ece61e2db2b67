import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
const fields = { _id: String, license: String, version: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

const bson = await Package.findById("bson").orFail();
bson.license = "MIT";
await bson.save();
bson.version = "8.0.0";
await bson.save();
console.log("saved");
await mongoose.disconnect();
