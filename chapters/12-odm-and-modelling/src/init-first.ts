/**
 * @title Wait for the index, then insert
 * @python await init_beanie(…), which creates the indexes
 * @twin index-not-ready.ts
 * @latency 100
 *
 * init() resolves when the model's indexes are there. From then on the server
 * refuses the second of two equal addresses with E11000, however close together
 * they come.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!);

// #region init-first
const email = { type: String, unique: true };
const User = mongoose.model("User", new mongoose.Schema({ email }));
await User.init();

const insert = () => User.insertOne({ email: "ann@example.com" });
const saved = await Promise.allSettled([insert(), insert()]);
const outcomes = saved.map(({ status }) => status).toSorted();
console.log(outcomes.join(", "));
// #endregion
await mongoose.disconnect();
