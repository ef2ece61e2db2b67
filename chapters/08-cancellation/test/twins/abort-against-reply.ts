// The abort comes with the reply of another query: before the page's own reply, or after it.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

const controller = new AbortController();
const { signal } = controller;

async function leave() {
  await letters.findOne({ _id: "left" });
  controller.abort(new Error("the user has left"));
}

const left = leave();
const page = letters.findOne({ _id: "page" }, { signal }).then(
  () => console.log(signal.aborted ? "shown to nobody" : "shown"),
  (error: Error) => console.log("not shown:", error.message),
);
await Promise.all([left, page]);
