/**
 * @title Slow: build a Mongoose document for what you only read
 * @python await Package.find_all().to_list()
 * @twin lean.ts
 * @wrong
 * @latency 100
 *
 * Mongoose makes a document of each result: it casts the values, tracks changes
 * and adds methods. A list that is only shown needs none of that. Notice how
 * long the thread works on the replies.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region hydrate
const dependencies = [{ name: String, range: String }];
const fields = { _id: String, license: String, dependencies };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

const packages = await Package.find();
const [first] = packages;
console.log(first instanceof mongoose.Document ? "documents" : "objects");
// #endregion
await mongoose.disconnect();
