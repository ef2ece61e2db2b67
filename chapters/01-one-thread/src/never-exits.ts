/**
 * @title Bug: an open client keeps the program alive
 * @python a script ends, whether its client is closed or not
 * @twin await-using-client.ts
 * @wrong
 * @hangs
 *
 * The last line has run, and the program does not end. Node ends a program when
 * nothing is left that could wake it up, and an open client is watching its
 * sockets. Notice what is printed after "kept alive by".
 */
import { MongoClient } from "mongodb";

// #region client
const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const found = await packages.findOne({ _id: "mongodb" });
console.log("found", found?._id);

const handles = process.getActiveResourcesInfo();
const socket = handles.find((name) => name.startsWith("TCP"));
console.log("kept alive by", socket);
// #endregion
