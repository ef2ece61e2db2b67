// rate-limit.ts whose tokens never come back: after the first two, each query waits, however long it was quiet before.
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

let tokens = 2;
let line = Promise.resolve();
const take = async () => {
  if (tokens === 0) await sleep(100);
  else tokens--;
};

async function ask() {
  await (line = line.then(take));
  await packages.findOne({ license: "MIT" });
}

await Promise.all([ask(), ask(), ask(), ask(), ask()]);
await sleep(300);
await Promise.all([ask(), ask(), ask()]);
