/** @title A worker and a child process ask, too */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";

const helper = new URL("./count-packages.mjs", import.meta.url);

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").findOne();

await once(new Worker(helper), "exit");
await once(fork(fileURLToPath(helper)), "exit");
