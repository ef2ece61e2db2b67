/**
 * @title To protect work from an abort, do not tell it
 * @python asyncio.shield
 * @twin signal-timeout.ts
 * @latency 100
 *
 * In Python cancellation reaches everything that is awaited unless a shield
 * stands between. Here it reaches what was given the signal, and nothing else.
 * The audit entry is written to its end though the request was aborted.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");
const audits = client.db().collection("audits");

const log: string[] = [];
const controller = new AbortController();
const { signal } = controller;

// #region shield
async function writeAudit() {
  await audits.insertOne({ asked: "mongodb" }); // no signal: runs to its end
  await audits.insertOne({ asked: "vitest" });
  log.push("both audits are written");
}

const request = packages.findOne({ _id: "mongodb" }, { signal });
const audit = writeAudit();
setTimeout(() => controller.abort(new Error("the user has left")), 20);

try {
  await request;
} catch (error) {
  log.push(`request rejected: ${(error as Error).message}`);
}
await audit; // who starts work that no one may stop must wait for it
// #endregion

console.log(log.join("\n"));
