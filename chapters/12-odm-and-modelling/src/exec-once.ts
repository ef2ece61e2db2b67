/**
 * @title Call exec() once, await its promise as often as you like
 * @python asyncio.create_task, awaited twice
 * @twin query-twice.ts
 * @latency 100
 *
 * exec() sends the query and returns a true promise. A promise keeps its value,
 * so every await of it gives the same document. Notice that there is one find.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region exec-once
const fields = { _id: String, license: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

const asked = Package.findById("bson").exec(); // sent
console.log("license:", (await asked)?.license);
console.log("name:", (await asked)?._id);
// #endregion
await mongoose.disconnect();
