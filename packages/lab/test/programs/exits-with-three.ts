/**
 * @title Ends in the middle of its work
 * @exits 3
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
await packages.findOne();
console.log("one");
// The command is on its way when the process ends.
void packages.findOne();
setTimeout(() => process.exit(3), 20);
