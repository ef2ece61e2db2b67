import { parentPort, workerData } from "node:worker_threads";
import { MongoClient } from "mongodb";

const { uri, answer } = workerData;
const client = new MongoClient(uri);
const packages = client.db().collection("packages");

// A large reply: every package, many times over.
const copies = { $range: [0, 40] };
const pipeline = [{ $set: { copy: copies } }, { $unwind: "$copy" }];
const documents = await packages.aggregate(pipeline).toArray();

const licenses = new Set(documents.map(({ license }) => license));
parentPort.postMessage(answer === "all" ? documents : [...licenses]);
await client.close();
