/**
 * @title Promise.race: the first one to settle, even by failing
 * @python asyncio.wait(return_when=FIRST_COMPLETED)
 * @twin first-success.ts
 *
 * You ask two sources the same question. Promise.race settles with the first
 * of them: if that one fails, the race fails, though an answer is on its way.
 * The loser is not stopped: notice its queries after "no answer".
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const askBroken = () => packages.aggregate([{ $mach: {} }]).next();

async function askSlow() {
  for (const _id of ["bson", "mingo"]) await packages.findOne({ _id });
  return packages.findOne({ _id: "mongodb" });
}

// #region race
const slow = askSlow();
try {
  const first = await Promise.race([slow, askBroken()]);
  console.log("answer:", first?._id);
} catch (error) {
  console.log("no answer:", (error as Error).name);
}

console.log("the slow one answers all the same:", (await slow)?._id);
// #endregion
