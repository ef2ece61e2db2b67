/**
 * @title Connect first, and fail at once if that does not work
 * @python await init_beanie(…) before anything else
 * @twin buffering.ts
 * @latency 100
 *
 * Await connect() before the first query. Without buffering, a model that is
 * used too early says so at once, not ten seconds later. Notice that the find
 * leaves only when the connection is there.
 */
import mongoose from "mongoose";

mongoose.set("autoCreate", false);
const fields = { _id: String, license: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region connect-first
mongoose.set("bufferCommands", false);
await mongoose.connect(process.env.MONGODB_URI!);
const found = await Package.findById("bson");
console.log(found?.license);
// #endregion
await mongoose.disconnect();
