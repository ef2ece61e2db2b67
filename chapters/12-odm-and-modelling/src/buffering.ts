/**
 * @title Wrong: a model is used and nobody has connected
 * @python a Beanie document before init_beanie: CollectionWasNotInitialized
 * @twin connect-first.ts
 * @wrong
 *
 * Mongoose keeps calls back until there is a connection. If nobody ever
 * connects, nothing is sent, and after 10 s the call fails. The limit is 200
 * ms here, so that you need not wait. Notice that there is no command at all.
 */
import mongoose from "mongoose";

mongoose.set("bufferTimeoutMS", 200); // the default is 10,000
mongoose.set("autoCreate", false);
const fields = { _id: String, license: String };
const Package = mongoose.model("Package", new mongoose.Schema(fields));

// #region buffering
try {
  const found = await Package.findById("bson");
  console.log(found?.license);
} catch (error) {
  console.log(String(error));
}
// #endregion
