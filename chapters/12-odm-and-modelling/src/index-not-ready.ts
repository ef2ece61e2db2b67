/**
 * @title Wrong: unique: true is taken for a check
 * @python Indexed(str, unique=True), inserted before init_beanie is done
 * @twin init-first.ts
 * @wrong
 * @latency 100
 *
 * unique is no validator. It asks for an index, which Mongoose creates in the
 * background after it has connected. What you insert before the index is there
 * is not checked. Notice that createIndexes starts after both inserts, and
 * fails.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!);

// #region index-not-ready
const email = { type: String, unique: true };
const User = mongoose.model("User", new mongoose.Schema({ email }));

const insert = () => User.insertOne({ email: "ann@example.com" });
const saved = await Promise.allSettled([insert(), insert()]);
console.log(saved.map(({ status }) => status).join(", "));
// #endregion
await User.init().catch((error) => console.log("index:", error.codeName));
await mongoose.disconnect();
