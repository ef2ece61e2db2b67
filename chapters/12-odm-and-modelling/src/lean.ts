/**
 * @title lean(): plain objects for what you only read
 * @python .find(…, projection_model=…), or motor without Beanie
 * @twin hydrate.ts
 * @latency 100
 *
 * lean() gives you the driver's objects. The command and the reply are the same
 * to the byte, but the thread is done with them much sooner. There is no
 * save(), no default and no getter: for lists, nobody misses them.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region lean
const dependencies = [{ name: String, range: String }];
const fields = { _id: String, license: String, dependencies };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

const packages = await Package.find().lean();
const [first] = packages;
console.log(first instanceof mongoose.Document ? "documents" : "objects");
// #endregion
await mongoose.disconnect();
