/**
 * @title To protect work from an abort, do not give it the signal
 * @python asyncio.shield
 * @twin signal-timeout.ts
 * @latency 100
 *
 * An abort reaches the calls that were given the signal, and nothing else. So
 * the audit is written to its end, though the request was aborted. Notice its
 * second bar, which begins after the request was cut off.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

const audits = client.db().collection("audits");
const controller = new AbortController();
const { signal } = controller;

// #region shield
async function writeAudit() {
  for (const step of ["asked", "answered"]) await audits.insertOne({ step });
  console.log("the audit is written");
}

const request = packages.findOne({ _id: "mongodb" }, { signal });
const audit = writeAudit(); // no signal: it runs to its end
setTimeout(() => controller.abort(new Error("the user has left")), 50);

try {
  await request;
} catch (error) {
  console.log("request rejected:", (error as Error).message);
}
await audit; // what nobody may stop has to be waited for
// #endregion
