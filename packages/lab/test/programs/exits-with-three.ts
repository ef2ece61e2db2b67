/**
 * @title Ends in the middle of its work
 * @exits 3
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
await packages.findOne();
console.log("one");
// A helper that runs out of work says nothing about its program.
await once(new Worker(new URL("data:text/javascript,")), "exit");
// The command is on its way when the process ends.
void packages.findOne();
setTimeout(() => process.exit(3), 20);
