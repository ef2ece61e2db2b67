// shield.ts whose audit looks at the signal between its two steps, and obeys.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");
const audits = client.db().collection("audits");
const log: string[] = [];
const controller = new AbortController();
const { signal } = controller;

async function writeAudit() {
  await audits.insertOne({ asked: "mongodb" });
  signal.throwIfAborted();
  await audits.insertOne({ asked: "vitest" });
  log.push("the audit is written");
}

const request = packages.findOne({ _id: "mongodb" }, { signal });
const audit = writeAudit().catch((error: Error) => log.push(`audit: ${error.message}`));
setTimeout(() => controller.abort(new Error("the user has left")), 50);
await request.catch((error: Error) => log.push(`request rejected: ${error.message}`));
await audit;
console.log(log.join("\n"));
