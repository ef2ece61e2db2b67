/**
 * @title Three queries
 *
 * What the tests of the command line run.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

await Promise.all([1, 2, 3].map(() => packages.findOne({})));
console.log("three are answered");
