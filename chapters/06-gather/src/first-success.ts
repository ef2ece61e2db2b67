/**
 * @title Promise.any: the first one to succeed
 * @python asyncio.wait(FIRST_COMPLETED) in a loop, until one has no exception
 * @twin first-settled.ts
 * @latency 50
 *
 * Promise.any passes over failures as long as somebody may still succeed. Only
 * when all have failed does it reject, with an AggregateError that holds the
 * reason of each. Python has no such call ready-made.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 2, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 2; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

async function askBroken() {
  return packages.aggregate([{ $mach: { _id: "mongodb" } }]).next();
}

async function askSlow() {
  await packages.findOne({ _id: "mongodb" });
  return packages.findOne({ _id: "mongodb" });
}

// #region any
const first = await Promise.any([askSlow(), askBroken()]);
console.log(`answer: ${first?._id}`);
// #endregion

// #region all-fail
try {
  await Promise.any([askBroken(), askBroken()]);
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log(
    `${name} of ${errors.map((each: Error) => each.name).join(", ")}`,
  );
}
// #endregion
