import { parentPort, workerData } from "node:worker_threads";
import { MongoClient } from "mongodb";

const { uri, license } = workerData;
const client = new MongoClient(uri);
const packages = client.db().collection("packages");
parentPort.postMessage(await packages.countDocuments({ license }));
await client.close();
