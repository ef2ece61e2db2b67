/**
 * @title Change the document and save it: the hooks run
 * @python Beanie: before_event(Save)
 * @twin update-skips-hooks.ts
 * @latency 100
 *
 * save() runs the validators, then the save hooks, then sends what has changed.
 * It costs a read first, if you do not have the document yet. Notice that the
 * update carries the address in lower case.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region save-runs-hooks
const schema = new mongoose.Schema({ email: String });
schema.pre("save", function () {
  this.email = this.email?.toLowerCase();
});
const User = mongoose.model("User", schema);
const ann = await User.insertOne({ email: "ann@example.com" });

ann.email = "Ann@Work.example";
await ann.save();
// #endregion
const stored = await User.findById(ann._id).orFail();
console.log(stored.email);
await mongoose.disconnect();
