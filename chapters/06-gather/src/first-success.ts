/**
 * @title Promise.any: the first one to succeed
 * @python asyncio.wait(FIRST_COMPLETED) in a loop, until one has no exception
 * @twin first-settled.ts
 *
 * Promise.any ignores failures as long as another one may still succeed. Only
 * when all have failed does it reject, with an AggregateError that holds every
 * reason. Notice the answer, printed after a query that failed.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const askBroken = () => packages.aggregate([{ $mach: {} }]).next();

async function askSlow() {
  for (const _id of ["bson", "mingo"]) await packages.findOne({ _id });
  return packages.findOne({ _id: "mongodb" });
}

// #region any
const first = await Promise.any([askSlow(), askBroken()]);
console.log("answer:", first?._id);

try {
  await Promise.any([askBroken(), askBroken()]);
} catch (error) {
  const { name, errors } = error as AggregateError;
  console.log(name, "of", errors.map((each: Error) => each.name).join(", "));
}
// #endregion
