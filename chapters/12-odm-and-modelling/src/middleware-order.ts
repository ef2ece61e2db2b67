/**
 * @title The order of the hooks around a save
 * @python @before_event(Insert), @after_event(Insert)
 * @twin hooks-too-late.ts
 * @latency 100
 *
 * First the schema with all of its hooks, then the model. Mongoose checks the
 * document, runs the save hooks, sends the command, and runs the rest when the
 * reply is here. Notice where the insert is between the lines of output.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region middleware-order
const schema = new mongoose.Schema({ email: { type: String, required: true } });
schema.pre("validate", () => console.log("before it is checked"));
schema.pre("save", () => console.log("before it is sent"));
schema.post("save", () => console.log("after it is stored"));
const User = mongoose.model("User", schema);

await new User({ email: "ann@example.com" }).save();
// #endregion
console.log("saved");
await mongoose.disconnect();
