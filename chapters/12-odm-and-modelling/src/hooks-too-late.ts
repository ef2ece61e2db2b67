/**
 * @title Bug: a hook that is added when the model exists already
 * @python no counterpart: before_event is a decorator in the class
 * @twin middleware-order.ts
 * @wrong
 * @latency 100
 *
 * A model takes the hooks that its schema has when the model is made. A hook
 * that you add later is kept in the schema, and never runs. There is no error
 * and no warning.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region hooks-too-late
const schema = new mongoose.Schema({ email: { type: String, required: true } });
const User = mongoose.model("User", schema);
schema.pre("validate", () => console.log("before it is checked"));
schema.pre("save", () => console.log("before it is sent"));
schema.post("save", () => console.log("after it is stored"));

await new User({ email: "ann@example.com" }).save();
// #endregion
console.log("saved");
await mongoose.disconnect();
