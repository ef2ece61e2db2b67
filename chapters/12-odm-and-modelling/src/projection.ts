/**
 * @title Ask only for the fields that you show
 * @python Beanie: find(…).project(NameOnly)
 * @twin every-field.ts
 * @same-output both print the same; the replies differ in size
 * @same-picture the number of commands is the same, only the bytes differ
 * @latency 100
 *
 * A projection leaves out on the server what you would throw away here: less
 * to read, less to send, less to parse. Notice in the record how small the
 * reply is.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region projection
const modules = packages.find({ type: "module" }).limit(50);
const names = [];
for await (const { _id } of modules.project({ _id: 1 })) names.push(_id);
console.log(names.length, "names");
// #endregion
