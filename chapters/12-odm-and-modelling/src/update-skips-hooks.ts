/**
 * @title Wrong: updateOne past the save hooks
 * @python Beanie: update() does not run before_event(Replace)
 * @twin save-runs-hooks.ts
 * @wrong
 * @latency 100
 *
 * A save hook runs when a document is saved. updateOne has no document, so the
 * hook does not run, and the address is stored as it came. Nothing fails; you
 * find out when somebody cannot log in.
 */
import mongoose from "mongoose";

await mongoose.connect(process.env.MONGODB_URI!, { autoCreate: false });
// #region update-skips-hooks
const schema = new mongoose.Schema({ email: String });
schema.pre("save", function () {
  this.email = this.email?.toLowerCase();
});
const User = mongoose.model("User", schema);
const ann = await User.insertOne({ email: "ann@example.com" });

await User.updateOne({ _id: ann._id }, { email: "Ann@Work.example" });
// #endregion
const stored = await User.findById(ann._id).orFail();
console.log(stored.email);
await mongoose.disconnect();
